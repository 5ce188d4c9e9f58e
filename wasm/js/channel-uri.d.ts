// Channel URIs of Windows.

/**
 * Which service a channel belongs to: `wns` is the push service of Windows; `web_push` what Edge gives to websites, at the same
 * hosts; `mpns` and `mpns_authenticated` the service of Windows Phone, which ended in 2018.
 */
export type ChannelKind = "mpns" | "mpns_authenticated" | "web_push" | "wns";

/**
 * The URI of a channel: one app on one device, as the app got it from Windows. It is checked and never changed. Whoever posts to any
 * URI that comes in gives content and access token away, to whom the URI names.
 *
 * ```js
 * const channel = new Channel("https://db5.notify.windows.com/?token=AwYAAAB%2fkQ%3d%3d");
 * console.log(channel.kind, channel.host);
 * ```
 */
export class Channel {
  /** @throws {InputError} `invalid_channel_uri` for other hosts, user info, ports, fragments, and what is no URI. */
  constructor(uri: string);
  readonly kind: ChannelKind;
  readonly host: string;
  /** The URI, as it was given. */
  readonly uri: string;
}
