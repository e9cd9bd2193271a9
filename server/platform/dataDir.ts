import { readFileSync, realpathSync, statfsSync } from "node:fs";
import { dirname, posix, win32 } from "node:path";
import { ContexterError } from "../errors.ts";

/** One folder per major format: an older Contexter never meets files that it cannot read. */
const FORMAT_FOLDER = "v1";

/** What the place of the user's data depends on. */
export interface UserPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Absolute path of the user's home folder. */
  readonly home: string;
}

/** Default folder of the store, the same for editor and terminal; nothing is created. */
export function defaultDataDir({ env, platform, home }: UserPlace): string {
  if (platform === "win32")
    return win32.join(env.LOCALAPPDATA || win32.join(home, "AppData", "Local"), "contexter", FORMAT_FOLDER);
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", "contexter", FORMAT_FOLDER);
  const configured = env.XDG_DATA_HOME;
  // The XDG specification: relative paths are invalid and to be ignored.
  const base = configured && posix.isAbsolute(configured) ? configured : posix.join(home, ".local", "share");
  return posix.join(base, "contexter", FORMAT_FOLDER);
}

/** `f_type` of statfs(2) for file systems whose locks or shared memory do not hold between machines. */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, "nfs"],
  [0x517b, "smb"],
  [0xff534d42, "cifs"],
  [0xfe534d42, "smb2"],
  [0x01021997, "9p"],
  [0x00c36400, "ceph"],
  [0x5346414f, "afs"],
  [0x6b414653, "kafs"],
  [0x73757245, "coda"],
  [0x0bd00bd0, "lustre"],
  [0x47504653, "gpfs"],
  [0x564c, "ncp"],
]);
const FUSE_TYPE = 0x65735546;
/** FUSE carries local file systems too; these of its kinds reach another machine. */
const NETWORK_FUSE =
  /^fuse\.(sshfs|rclone|s3fs|s3ql|davfs2?|glusterfs|ceph(-fuse)?|curlftpfs|gcsfuse|goofys|smbnetfs|juicefs|mfs)$/;

/** What is known of the place of a folder. */
export interface FolderPlace {
  readonly platform: NodeJS.Platform;
  /** Real path of the folder or of its nearest parent that exists. */
  readonly path: string;
  /** `type` of statfs; 0 where it is not known. */
  readonly type: number;
  /** Text of `/proc/self/mountinfo`, empty where there is none. */
  readonly mounts: string;
}

/** Name of the network file system that a folder lies on; undefined for a local one or where it cannot be told. */
export function networkFileSystem(place: FolderPlace): string | undefined {
  // A mapped drive's real path is its UNC path; `\\?\C:\` and `\\.\` are local.
  if (place.platform === "win32")
    return /^(\\\\\?\\UNC\\|\\\\(?![?.]\\))/i.test(place.path) ? "network share" : undefined;
  if (place.platform !== "linux") return undefined;
  const type = place.type >>> 0;
  if (type !== FUSE_TYPE) return NETWORK_TYPES.get(type);
  const kind = mountKind(place.mounts, place.path);
  return kind !== undefined && NETWORK_FUSE.test(kind) ? kind : undefined;
}

/** File system type of the innermost mount above `path`; proc(5) writes blanks in paths as octal. */
function mountKind(mounts: string, path: string): string | undefined {
  let best: { readonly point: string; readonly kind: string } | undefined;
  for (const line of mounts.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const point = before
      .split(" ")[4]
      ?.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const kind = after.split(" ")[0];
    if (point === undefined || kind === undefined) continue;
    const inside = path === point || path.startsWith(point.endsWith("/") ? point : `${point}/`);
    if (inside && point.length >= (best?.point.length ?? 0)) best = { point, kind };
  }
  return best?.kind;
}

/** Looks at the disk; the folder need not exist yet. */
export function readFolderPlace(path: string, platform: NodeJS.Platform): FolderPlace {
  const existing = nearestExisting(path);
  if (existing === undefined) return { platform, path, type: 0, mounts: "" };
  const mounts = platform === "linux" ? readFileSync("/proc/self/mountinfo", { encoding: "utf8" }) : "";
  return { platform, path: existing, type: platform === "win32" ? 0 : statfsSync(existing).type, mounts };
}

function nearestExisting(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      return realpathSync.native(folder);
    } catch (error) {
      if (dirname(folder) === folder) return error instanceof Error ? undefined : folder;
    }
  }
}

/** @throws ContexterError `store/network-file-system` */
export function refuseNetworkFolder(dataDir: string, place: FolderPlace): void {
  const kind = networkFileSystem(place);
  if (kind !== undefined)
    throw new ContexterError("store/network-file-system", `${dataDir} lies on a network file system (${kind})`);
}
