/** How much the later measurements of memory exceed the earlier ones, as a share: the mean of the last two to that of the first two. */
export function growth(heap: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean(heap.slice(-2)) / mean(heap.slice(0, 2)) - 1;
}
