// Where Chromium is.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of the browser, or nothing. */
export function found() {
  const { WAXWING_CHROMIUM: chosen, PATH = "" } = process.env;
  if (chosen !== undefined) return chosen === "" ? undefined : chosen;
  const paths = NAMES.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path));
}
