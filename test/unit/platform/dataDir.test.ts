import assert from "node:assert/strict";
import { join } from "node:path";
import { ContexterError } from "../../../server/errors.ts";
import {
  defaultDataDir,
  type FolderPlace,
  networkFileSystem,
  readFolderPlace,
  refuseNetworkFolder,
  type UserPlace,
} from "../../../server/platform/dataDir.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("defaultDataDir", () => {
  const check = (name: string, place: Partial<UserPlace>, expected: string) =>
    it(name, () => assert.equal(defaultDataDir({ env: {}, platform: "linux", home: "/home/ada", ...place }), expected));

  check("Linux", {}, "/home/ada/.local/share/contexter/v1");
  check("Linux with XDG_DATA_HOME", { env: { XDG_DATA_HOME: "/data" } }, "/data/contexter/v1");
  check("Linux with an empty XDG_DATA_HOME", { env: { XDG_DATA_HOME: "" } }, "/home/ada/.local/share/contexter/v1");
  check(
    "Linux with a relative XDG_DATA_HOME",
    { env: { XDG_DATA_HOME: "data" } },
    "/home/ada/.local/share/contexter/v1",
  );
  check("macOS", { platform: "darwin", home: "/Users/ada" }, "/Users/ada/Library/Application Support/contexter/v1");
  check(
    "Windows",
    { platform: "win32", home: "C:\\Users\\ada", env: { LOCALAPPDATA: "D:\\Local" } },
    "D:\\Local\\contexter\\v1",
  );
  check(
    "Windows without LOCALAPPDATA",
    { platform: "win32", home: "C:\\Users\\ada" },
    "C:\\Users\\ada\\AppData\\Local\\contexter\\v1",
  );
});

describe("networkFileSystem", () => {
  const check = (name: string, place: Partial<FolderPlace>, expected: string | undefined) =>
    it(name, () =>
      assert.equal(
        networkFileSystem({ platform: "linux", path: "/home/ada", type: 0, mounts: "", ...place }),
        expected,
      ),
    );
  const fuse = 0x65735546;
  const mounts = [
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
    "23 22 0:50 / /mnt/remote rw,nosuid - fuse.sshfs ada@host:/ rw",
    "24 22 0:51 / /mnt/my\\040remote rw,nosuid - fuse.rclone box: rw",
    "25 23 8:2 / /mnt/remote/local rw - fuseblk /dev/sdb1 rw",
    "26 22 0:52 / /mnt/remote2 rw - fuse.gocryptfs /x rw",
    "nonsense",
  ].join("\n");

  check("ext4", { type: 0xef53 }, undefined);
  check("btrfs", { type: 0x9123683e }, undefined);
  check("tmpfs", { type: 0x01021994 }, undefined);
  check("nfs", { type: 0x6969 }, "nfs");
  check("cifs", { type: 0xff534d42 }, "cifs");
  check("cifs as a negative number", { type: 0xff534d42 | 0 }, "cifs");
  check("smb2", { type: 0xfe534d42 }, "smb2");
  check("9p", { type: 0x01021997 }, "9p");
  check("sshfs", { type: fuse, path: "/mnt/remote/x", mounts }, "fuse.sshfs");
  check("sshfs, its top", { type: fuse, path: "/mnt/remote", mounts }, "fuse.sshfs");
  check("a mount point with a blank", { type: fuse, path: "/mnt/my remote/x", mounts }, "fuse.rclone");
  check("a local disk mounted inside a remote one", { type: fuse, path: "/mnt/remote/local/x", mounts }, undefined);
  check("a local FUSE file system", { type: fuse, path: "/mnt/remote2/x", mounts }, undefined);
  check("FUSE without a mount table", { type: fuse, path: "/x" }, undefined);
  check("UNC path", { platform: "win32", path: "\\\\server\\share\\x" }, "network share");
  check("long UNC path", { platform: "win32", path: "\\\\?\\UNC\\server\\share" }, "network share");
  check("Windows drive", { platform: "win32", path: "C:\\Users" }, undefined);
  check("long Windows path", { platform: "win32", path: "\\\\?\\C:\\Users" }, undefined);
  check("macOS: not known", { platform: "darwin", type: 0x6969 }, undefined);
});

describe("readFolderPlace", () => {
  it("looks at the nearest parent that exists", () => {
    const folder = temporaryFolder();
    assert.equal(readFolderPlace(join(folder.path, "not", "there"), process.platform).path, folder.path);
    folder.remove();
  });

  it("finds nothing wrong with this machine's temporary folder", () => {
    const folder = temporaryFolder();
    assert.doesNotThrow(() => refuseNetworkFolder(folder.path, readFolderPlace(folder.path, process.platform)));
    folder.remove();
  });

  it("refuses a network folder, naming both", () => {
    const refuse = () => refuseNetworkFolder("/nfs/x", { platform: "linux", path: "/nfs", type: 0x6969, mounts: "" });
    assert.throws(
      refuse,
      (error) =>
        error instanceof ContexterError &&
        error.code === "store/network-file-system" &&
        /\/nfs\/x.*nfs/.test(error.message),
    );
  });
});
