/**
 * Stand-ins for two native modules of the VS Code server, so that it installs without a compiler. Without the first, no log file is
 * written; without the second, only an error is logged (the extension host polls its parent in JavaScript as well).
 */
export const SHIMS: ReadonlyMap<string, string> = new Map([
  [
    "@vscode/spdlog",
    `// One plain "exports.x =" per name: it is imported as an ES module, whose named exports Node finds by scanning for exactly this form.
const fs = require('fs'), path = require('path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(_type, _name, file) {
    this.level = 2;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.fd = fs.openSync(file, 'a');
  }
  _write(level, message) {
    if (this.fd === undefined || level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    fs.writeSync(this.fd, this.raw ? message : time + ' [' + NAMES[level] + '] ' + message + '\\n');
  }
  trace(m) { this._write(0, m); }
  debug(m) { this._write(1, m); }
  info(m) { this._write(2, m); }
  warn(m) { this._write(3, m); }
  error(m) { this._write(4, m); }
  critical(m) { this._write(5, m); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.raw = false; }
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {
    if (this.fd !== undefined) fs.closeSync(this.fd);
    this.fd = undefined;
  }
}
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
`,
  ],
  ["@vscode/native-watchdog", "exports.start = () => {};\nexports.exit = (code) => process.exit(code || 0);\n"],
]);
