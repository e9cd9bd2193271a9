import type { Command, Option } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  /** What stands behind the command: its own commands, or what its arguments may be. */
  readonly words: readonly string[];
}

interface Flag {
  readonly flag: string;
  readonly description: string;
  /** What may follow the flag; empty where anything may. */
  readonly choices: readonly string[];
}

/** The script that teaches a shell the program's commands and flags. */
export function completionScript(program: Command, shell: Shell): string {
  const globals = program.options.flatMap(flagsOf);
  const commands = program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.flatMap(flagsOf), ...globals],
    words: [
      ...command.commands.map((each) => each.name()),
      ...command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    ],
  }));
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  return write(program.name(), commands, globals);
}

function flagsOf(option: Option): Flag[] {
  const description = option.description.replace(/[^\w\s.,;:()/-]/g, "");
  return option.long ? [{ flag: option.long, description, choices: option.argChoices ?? [] }] : [];
}

function bashScript(name: string, commands: readonly Completed[], globals: readonly Flag[]): string {
  const cases = commands.map((command) => `    ${command.name}) words="${bashWords(command)}" ;;`);
  const choices = new Map(
    commands.flatMap(({ flags }) => flags.map((each) => [each.flag, each.choices.join(" ")] as const)),
  );
  const values = [...choices].filter(([, words]) => words !== "");
  const first = [...commands.map((command) => command.name), ...globals.map(({ flag }) => flag)].join(" ");
  return [
    `_${name}() {`,
    `  local current="\${COMP_WORDS[COMP_CWORD]}" words`,
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    "  esac",
    `  if [ "$COMP_CWORD" -eq 1 ]; then words="${first}"; fi`,
    `  case "\${COMP_WORDS[COMP_CWORD-1]}" in`,
    ...values.map(([flag, words]) => `    ${flag}) words="${words}" ;;`),
    "  esac",
    `  COMPREPLY=($(compgen -W "$words" -- "$current"))`,
    "}",
    `complete -o default -F _${name} ${name}`,
  ].join("\n");
}

function bashWords({ words, flags }: Completed): string {
  return [...words, ...flags.map(({ flag }) => flag)].join(" ");
}

function zshScript(name: string, commands: readonly Completed[]): string {
  const described = commands.map((command) => `    '${command.name}:${command.description.replace(/[':]/g, "")}'`);
  const cases = commands.map((command) => {
    const flags = command.flags.map(({ flag, description }) => `'${flag}[${description}]'`);
    return `    ${command.name}) _arguments ${flags.join(" ")} '*:file:_files' ;;`;
  });
  return [
    `#compdef ${name}`,
    `_${name}() {`,
    "  local -a commands=(",
    ...described,
    "  )",
    "  if (( CURRENT == 2 )); then _describe command commands; return; fi",
    '  case "$words[2]" in',
    ...cases,
    "  esac",
    "}",
    `compdef _${name} ${name}`,
  ].join("\n");
}

function fishScript(name: string, commands: readonly Completed[]): string {
  const top = commands.map(
    (command) =>
      `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name} -d '${command.description.replace(/'/g, "")}'`,
  );
  const flags = commands.flatMap((command) =>
    command.flags.map(
      ({ flag, description }) =>
        `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name}' -l ${flag.slice(2)} -d '${description}'`,
    ),
  );
  return [...top, ...flags].join("\n");
}
