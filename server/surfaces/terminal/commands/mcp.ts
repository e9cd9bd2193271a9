import { EXIT, type ExitCode } from "../io.ts";
import type { Session } from "../session.ts";

/** Answers agents over stdin and stdout until stdin ends or Ctrl+C. */
export async function runMcp(session: Session): Promise<ExitCode> {
  const { serveMcp } = await import("../../mcp/serveMcp.ts");
  const { StdioServerTransport } = await import("@modelcontextprotocol/sdk/server/stdio.js");
  const engine = await session.engine({ readOnly: true });
  const transport = new StdioServerTransport(session.io.stdin, session.io.stdout);
  const ended = Promise.withResolvers<void>();
  const end = () => ended.resolve();
  session.io.stdin.once("end", end).once("close", end);
  session.signal.addEventListener("abort", end, { once: true });
  const server = await serveMcp(engine, transport, session.host.version);
  await ended.promise;
  await server.close();
  return EXIT.found;
}
