import { AccessToken, Channel, Notification, TokenRequest, parseReply } from "waxwing/windows";

const ask = TokenRequest.entra("1c2d3e4f-0000-1111-2222-333344445555", "01234567-89ab-cdef-0123-456789abcdef", "secret");
console.log(ask.request().url); // send it; parseTokenReply(reply) gives the token, good for a day or so
const token = new AccessToken("EgAcAQMAAAAE", Date.now() + 86_400_000);
const channel = new Channel("https://db5.notify.windows.com/?token=AwYAAAB8TgU%2fkQ%3d%3d"); // as the app got it from Windows
const note = Notification.toast({ texts: ["Ready", "Your order is here"] }, { ttlS: 3600 });
const { method, url, headers, body } = note.request(channel, token); // for fetch, or any other client
console.log(method, url, headers["x-wns-type"], new TextDecoder().decode(body));
const { action, cause } = parseReply({ status: 410, headers: { "x-wns-msg-id": "1F2E3D" } }).verdict();
console.log(action, cause);
