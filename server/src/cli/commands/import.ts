export const define = () => undefined;
