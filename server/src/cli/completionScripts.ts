/** Shells that completion scripts are made for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A command as completion scripts offer it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    /** With its dashes. */
    readonly name: string;
    readonly summary: string;
    readonly choices: readonly string[];
    readonly takesValue: boolean;
  }[];
  /** Values of the first argument; without any, files are offered. */
  readonly choices: readonly string[];
}

/** The script to be loaded by a shell. */
export function completionScript(shell: (typeof shells)[number], commands: readonly CompletedCommand[]): string {
  return { bash, zsh, fish }[shell](commands);
}

function bash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const options = commands.map(
    ({ name, options: all, choices }) =>
      `    ${name}) options="${[...all.map((one) => one.name), '--help'].join(' ')}"; words="${choices.join(' ')}" ;;`,
  );
  const values = commands.flatMap(({ name, options: all }) =>
    all
      .filter((one) => one.choices.length > 0)
      .map(
        (one) =>
          `    ${name}:${one.name}) COMPREPLY=($(compgen -W "${one.choices.join(' ')}" -- "$current")); return ;;`,
      ),
  );
  return `# bash completion for salesflow
_salesflow() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" options="" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current"))
    return
  fi
  case "$command:$previous" in
${values.join('\n')}
  esac
  case "$command" in
${options.join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi ;;
  esac
}
complete -o filenames -F _salesflow salesflow
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary.replaceAll(':', '\\:')}`)}`);
  const cases = commands.map(({ name, options, choices }) => {
    const specs = options.map((one) => {
      const value =
        one.choices.length > 0 ? `:value:(${one.choices.join(' ')})` : one.takesValue ? ':value:_files' : '';
      return `        ${quote(`*${one.name}[${one.summary.replace(/[[\]:]/g, ' ')}]${value}`)} \\`;
    });
    const rest = choices.length > 0 ? `'1:value:(${choices.join(' ')})'` : `'*:file:_files'`;
    return [`    ${name})`, '      _arguments \\', ...specs, `        ${rest}`, '      ;;'].join('\n');
  });
  return `#compdef salesflow
_salesflow() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_salesflow" ]; then _salesflow "$@"; else compdef _salesflow salesflow; fi
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = ['# fish completion for salesflow', 'complete -c salesflow -n __fish_use_subcommand -f'];
  for (const { name, summary, options, choices } of commands) {
    lines.push(`complete -c salesflow -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`);
    const when = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
    for (const one of options) {
      const value = one.choices.length > 0 ? ` -x -a ${quote(one.choices.join(' '))}` : one.takesValue ? ' -r' : '';
      lines.push(`complete -c salesflow ${when} -l ${one.name.slice(2)} -d ${quote(one.summary)}${value}`);
    }
    if (choices.length > 0) lines.push(`complete -c salesflow ${when} -f -a ${quote(choices.join(' '))}`);
  }
  return `${lines.join('\n')}\n`;
}

/** In single quotes for any of the shells. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
