// The examples and the quickstarts, as a reader would run them.

import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { runCases } from "../lib/node-suite.mjs";
import { CREDENTIALS, REPOSITORY, SHARED } from "../lib/places.mjs";
import { firstLine, output, run } from "../lib/program.mjs";
import { sampleNotification } from "../lib/sample.mjs";
import { ok, same } from "../shared/check.mjs";

const EXAMPLES = join(REPOSITORY, "wasm/examples");
const DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const example = (name) => join(EXAMPLES, name);

/** Runs `action` with an empty folder that goes away after it. */
async function inFolder(action) {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-example-"));
  try {
    await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function p8() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
}

/** The code block of the README that is announced as coming from an example. */
function quickstart(name) {
  const readme = readFileSync(join(REPOSITORY, "wasm/README.md"), "utf8");
  const [, after] = readme.split(`<!-- from: examples/${name} -->\n\`\`\`js\n`);
  return after?.slice(0, after.indexOf("```"));
}

function quickstarts() {
  return ["quickstart.mjs", "quickstart_worker.mjs", "credentials.mjs", "windows.mjs"].map((name) => ({
    group: "quickstart",
    name: `${name} stands in the README, in at most 15 lines`,
    run() {
      const code = readFileSync(example(name), "utf8");
      same(quickstart(name), code, "README.md");
      ok(code.trimEnd().split("\n").length <= 15, "too long");
    },
  }));
}

const quickstartRuns = {
  group: "quickstart",
  name: "quickstart.mjs runs as it stands",
  run: () =>
    inFolder(async (cwd) => {
      writeFileSync(join(cwd, "AuthKey_ABC123DEFG.p8"), p8());
      writeFileSync(join(cwd, "signed_payload.txt"), "e30.e30.AAAA\n");
      const lines = (await output(execPath, [example("quickstart.mjs")], { cwd })).trimEnd().split("\n");
      same(lines.length, 2, lines.join("\n"));
      const body = '{"aps":{"alert":{"title":"Ready","body":"Your order is here"}}}';
      same(lines[0], `POST https://api.sandbox.push.apple.com/3/device/${DEVICE.slice(0, 32)} ${body}`, "line");
      ok(lines[1].startsWith("unsupported_algorithm - "), lines[1]);
    }),
};

const opensCredentials = {
  group: "quickstart",
  name: "credentials.mjs runs as it stands",
  run: () =>
    inFolder(async (cwd) => {
      writeFileSync(join(cwd, "push.p12"), readFileSync(join(CREDENTIALS, "openssl3-chain.p12")));
      const lines = (await output(execPath, [example("credentials.mjs")], { cwd })).trimEnd().split("\n");
      same(lines.slice(0, 2), ["a PKCS#12 file (.p12, .pfx)", "com.example.app sandbox production RSA 2048"], "lines");
      same(lines.at(-1), "-----BEGIN CERTIFICATE----- -----BEGIN PRIVATE KEY-----", "PEM");
    }),
};

const pushesToWindows = {
  group: "quickstart",
  name: "windows.mjs runs as it stands",
  async run() {
    const lines = (await output(execPath, [example("windows.mjs")])).trimEnd().split("\n");
    same(lines.length, 3, lines.join("\n"));
    ok(lines[0].startsWith("https://login.microsoftonline.com/1c2d3e4f"), lines[0]);
    ok(lines[1].includes(" wns/toast <toast>"), lines[1]);
    same(lines[2], "drop_channel channel_expired", "verdict");
  },
};

/** A genuine object that verifies with the quickstart's code, under its own bundle id. */
const quickstartVerifies = {
  group: "quickstart",
  name: "quickstart.mjs verifies what Apple signed",
  ...(existsSync(join(SHARED, "vectors/real-jws"))
    ? {
        run: () =>
          inFolder(async (cwd) => {
            const signed = "notification-TEST-1662122492884-8dce374e.jws";
            const code = readFileSync(example("quickstart.mjs"), "utf8");
            writeFileSync(join(cwd, "AuthKey_ABC123DEFG.p8"), p8());
            writeFileSync(join(cwd, "signed_payload.txt"), readFileSync(join(SHARED, "vectors/real-jws", signed)));
            const url = JSON.stringify(`file://${REPOSITORY}wasm/dist/node.js`);
            writeFileSync(join(cwd, "it.mjs"), code.replace('"waxwing"', url).replaceAll("com.example.app", "com.Abilities"));
            const lines = (await output(execPath, ["it.mjs"], { cwd })).trimEnd().split("\n");
            same(lines[1], "TEST undefined", "line");
          }),
      }
    : { skip: "the folder with genuine objects is absent" }),
};

function pushes() {
  const program = process.env.WAXWING_APNS_SIMULATOR;
  const group = "push_http2.mjs";
  if (program === undefined) return [{ group, name: "pushes", skip: "no program in WAXWING_APNS_SIMULATOR" }];
  return [
    {
      group,
      name: "pushes to the simulator and says what to do about each reply",
      run: () => inFolder((folder) => pushToSimulator(program, folder)),
    },
    {
      group,
      name: "says what it needs",
      async run() {
        ok((await output(execPath, [example("push_http2.mjs"), "--help"])).includes("APNS_KEY_ID"), "no help");
        const { status, stderr } = await run(execPath, [example("push_http2.mjs")], { env: {} });
        same(status, 2, "status");
        ok(stderr.startsWith("missing: APNS_KEY"), stderr);
      },
    },
  ];
}

async function pushToSimulator(program, folder) {
  const files = ["--certificate-out", join(folder, "apns.pem"), "--key-out", join(folder, "key.p8")];
  const flags = ["--port", "0", "--until-stdin-closes", ...files];
  const refused = ["--unregistered", "01@1454948015990", "--refuse", "02=TooManyRequests", "--not-for-topic", "03"];
  const simulator = spawn(program, [...flags, ...refused], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const facts = JSON.parse(await firstLine(simulator));
    const env = {
      APNS_URL: facts.listening,
      APNS_CERTIFICATE: facts.certificate,
      APNS_KEY: facts.key,
      APNS_KEY_ID: facts.key_id,
      APNS_TEAM_ID: facts.team_id,
      APNS_TOPIC: "com.example.app",
      APNS_DEVICE_TOKEN: [DEVICE, "01", "02", "03", DEVICE].join(),
    };
    const lines = (await output(execPath, [example("push_http2.mjs")], { env })).trimEnd().split("\n");
    const expected = [
      ["200 accepted ", "  delivered (request): "],
      ["410 Unregistered ", "  drop_device (device): "],
      ["429 TooManyRequests ", "  retry after 1 s (device): "],
      ["400 DeviceTokenNotForTopic ", "  repair_pairing (device): "],
      ["200 accepted ", "  delivered (request): "],
    ].flat();
    same(lines.length, expected.length, lines.join("\n"));
    for (const [index, start] of expected.entries()) ok(lines[index].startsWith(start), `${lines[index]} is not ${start}`);
  } finally {
    simulator.stdin.end();
    simulator.kill();
  }
}

/** 2026-01-01, when the certificates there are valid; and 2027-01-01, when all have ended. */
const THEN = 1_767_225_600;
const AFTER = 1_798_761_600;

/** Pushes by certificate, each to a simulator of its own. */
function pushesByCertificate() {
  const program = process.env.WAXWING_APNS_SIMULATOR;
  const group = "push_certificate.mjs";
  if (program === undefined) return [{ group, name: "pushes", skip: "no program in WAXWING_APNS_SIMULATOR" }];
  const unsent = "nothing can be pushed with this certificate\n";
  const expired = { now: AFTER, status: 2, lines: ["expired: valid until 2026-07-01", "incomplete_chain: "], stderr: unsent };
  return [
    ["is accepted over mutual TLS", { lines: ["incomplete_chain: no certificate of Example", "200 accepted ", "  delivered (request): "] }],
    [
      "tells a device that is gone from one that is there",
      {
        env: { APNS_DEVICE_TOKEN: "aa01,00ff" },
        status: 1,
        lines: ["incomplete_chain", "410 Unregistered ", "  drop_device (device): ", "200 accepted ", "  delivered (request): "],
      },
    ],
    [
      "stops when the server is of the other environment",
      {
        server: ["--environment", "production"],
        env: { APNS_P12: join(CREDENTIALS, "sandbox.p12"), APNS_DEVICE_TOKEN: "00ff,aa01" },
        status: 2,
        lines: ["incomplete_chain", "403 BadCertificateEnvironment ", "  stop_credential (credential): "],
        stderr: "1 not sent, because: credential\n",
      },
    ],
    [
      "sends nothing for a topic that is not the certificate's",
      { env: { APNS_TOPIC: "com.example.other" }, status: 2, lines: ["topic_absent: ", "incomplete_chain"], stderr: unsent },
    ],
    ["sends nothing with a certificate that has expired", expired],
    ["says that a handshake was refused", { serverNow: AFTER, status: 2, lines: ["incomplete_chain"], stderr: "no answer: " }],
  ].map(([name, wanted]) => ({ group, name, run: () => inFolder((folder) => pushByCertificate(program, folder, wanted)) }));
}

async function pushByCertificate(program, folder, wanted) {
  const { server = [], serverNow = THEN, now = THEN, env = {}, status = 0, lines, stderr = "" } = wanted;
  const flags = ["--port", "0", "--until-stdin-closes", "--certificate-out", join(folder, "apns.pem"), "--key-out", join(folder, "key.p8")];
  const clients = ["--client-ca", join(CREDENTIALS, "ca.pem"), "--now", `${serverNow}`, "--unregistered", "aa01@1454948015990"];
  const simulator = spawn(program, [...flags, ...clients, ...server], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const facts = JSON.parse(await firstLine(simulator));
    const given = {
      APNS_URL: facts.listening,
      APNS_CERTIFICATE: facts.certificate,
      APNS_P12: join(CREDENTIALS, "openssl3.p12"),
      APNS_P12_PASSWORD: "secret",
      APNS_DEVICE_TOKEN: "00ff",
      ...env,
    };
    const clock = ["--import", `data:text/javascript,Date.now=()=>${now}000`];
    const said = await run(execPath, [...clock, example("push_certificate.mjs")], { env: given });
    const found = said.stdout.trimEnd().split("\n");
    same(found.length, lines.length, `${said.stdout}${said.stderr}`);
    for (const [index, start] of lines.entries()) ok(found[index].startsWith(start), `${found[index]} is not ${start}`);
    ok(said.stderr.startsWith(stderr) && (stderr !== "" || said.stderr === ""), said.stderr);
    same(said.status, status, "status");
  } finally {
    simulator.stdin.end();
    simulator.kill();
  }
}

const verifies = {
  group: "verify.mjs",
  name: "prints what verifies and what does not",
  async run() {
    const sample = sampleNotification();
    if (sample === undefined) return;
    await inFolder(async (cwd) => {
      writeFileSync(join(cwd, "good.jws"), `${sample.token}\n`);
      writeFileSync(join(cwd, "bad.jws"), "a.b.c");
      writeFileSync(join(cwd, "root.der"), Buffer.from(sample.root, "base64"));
      const args = ["--environment", sample.expect.environment, "--root", "root.der", "good.jws", "bad.jws"];
      const { status, stdout } = await run(execPath, [example("verify.mjs"), ...args], { cwd });
      const [good, bad] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
      same(good, { file: "good.jws", ok: true, kind: "notification", payload: sample.expect.payload }, "good");
      same([bad.file, bad.ok, bad.code], ["bad.jws", false, "invalid_base64"], "bad");
      same(status, 1, "status");
    });
  },
};

runCases([
  ...quickstarts(),
  quickstartRuns,
  quickstartVerifies,
  opensCredentials,
  pushesToWindows,
  ...pushes(),
  ...pushesByCertificate(),
  verifies,
]);
