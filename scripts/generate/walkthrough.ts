const COMMAND = (title: string, id: string) => `[${title}](command:${id})`;

const step = (id: string, title: string, lines: readonly string[], completionEvents: readonly string[]) => ({
  id: `contexter.start.${id}`,
  title,
  description: lines.join("\n"),
  media: { markdown: `media/walkthrough/${id}.md` },
  completionEvents,
});

/** The walkthrough on first start: four steps, each one thing to try. */
export const walkthroughs = [
  {
    id: "contexter.start",
    title: "Get Started with Contexter",
    description: "The documentation of your libraries, at the versions that you have installed, where you write code.",
    steps: [
      step(
        "hover",
        "Hover a symbol",
        [
          "Rest the mouse on something you imported: below the type, Contexter shows the guide's passage and an example.",
        ],
        ["onView:contexter.searchView", "onCommand:contexter.openInView", "onCommand:contexter.openSource"],
      ),
      step(
        "search",
        "Search your libraries",
        ["Ask in words or by name; results come as you type.", COMMAND("Search Docs", "contexter.search")],
        ["onCommand:contexter.search", "onCommand:contexter.searchSymbol"],
      ),
      step(
        "libraries",
        "See what is covered",
        [
          "Every dependency with its version, what is indexed, and what to do where something is missing.",
          COMMAND("Show Libraries", "contexter.librariesView.focus"),
        ],
        ["onView:contexter.librariesView"],
      ),
      step(
        "agents",
        "Let your agent read along",
        ["The editor's agent gets the same documentation as tools. Other agents use `contexter mcp`."],
        ["onStepSelected"],
      ),
    ],
  },
] as const;
