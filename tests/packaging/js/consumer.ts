// Must compile against the installed package's types, under every module resolution that is in use.
import { version } from "waxwing";

const text: string = version();
export default text;
