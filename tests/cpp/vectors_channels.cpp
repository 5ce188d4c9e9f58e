/* Operations about broadcasts, channels and key rings. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

Request request_of(const Call &call, const Json &one) {
    if (const auto jwt = one.maybe_text("authorization")) {
        return call.request(ProviderToken::from_jwt(*jwt));
    }
    return call.request();
}

void broadcast(const Json &, const Json &one) {
    const Json expect = one["expect"];
    const auto request = attempt(expect, [&] {
        const Broadcast it =
            builder_of(one["notification"]).broadcast(one["channel_id"].text());
        const auto authority = one.maybe_text("authority");
        same("payload", it.payload(), expect.maybe_text("body").value_or(std::string(it.payload())));
        CHECK(it.expiration_s() >= 0 && static_cast<std::uint32_t>(it.priority()) != 0);
        return request_of(authority ? it.prepare_for_authority(*authority)
                                    : it.prepare(environment_of(one)), one);
    });
    if (request) {
        compare_request(*request, expect);
    }
}

Channels channels_of(const Json &one) {
    const std::string bundle_id = one["bundle_id"].text();
    const auto authority = one.maybe_text("authority");
    return authority ? Channels(bundle_id, environment_of(one), *authority)
                     : Channels(bundle_id, environment_of(one));
}

Call call_of(const Json &one) {
    const Channels channels = channels_of(one);
    const std::string name = one["call"].text();
    if (name == "create") {
        return channels.create(enumerator<StoragePolicy>(
            one["storage_policy"].text(), {{"no_storage", StoragePolicy::no_storage},
                                           {"most_recent", StoragePolicy::most_recent}}));
    }
    if (name == "read") {
        return channels.read(one["channel_id"].text());
    }
    if (name == "delete") {
        return channels.erase(one["channel_id"].text());
    }
    same("call", name, "list");
    return channels.list();
}

void channel_reply(const Json &one, const Json &expect) {
    const Reply reply = reply_of(one);
    const std::string call = one["call"].text();
    std::optional<Channel> channel;
    std::optional<std::vector<std::string>> ids;
    const auto read = attempt(expect, [&] {
        if (call == "read") {
            channel = reply.channel();
        } else if (call == "list") {
            ids = reply.channel_ids();
        }
        return true;
    });
    if (!read) {
        return;
    }
    expect.only({"is_success", "apns_request_id", "apns_channel_id", "storage_policy",
                 "storage_policy_number", "push_type", "push_type_text", "channel_ids"});
    same("is_success", reply.is_success(), expect["is_success"].boolean());
    same("apns_request_id", reply.apns_request_id(), expect.maybe_text("apns_request_id"));
    same("apns_channel_id", reply.apns_channel_id(), expect.maybe_text("apns_channel_id"));
    CHECK(channel.has_value() == bool(expect["storage_policy_number"]));
    if (channel) {
        same("storage_policy", name_of(channel->storage_policy),
             expect.maybe_text("storage_policy").value_or(""));
        same("storage_policy_number", channel->storage_policy_number,
             expect["storage_policy_number"].integer());
        const auto push_type = expect.maybe_text("push_type");
        CHECK(channel->push_type.has_value() == push_type.has_value());
        if (channel->push_type && push_type) {
            CHECK(*channel->push_type == push_type_of(*push_type));
        }
        same("push_type_text", channel->push_type_text, expect["push_type_text"].text());
    }
    CHECK(ids.has_value() == bool(expect["channel_ids"]));
    if (ids) {
        std::vector<std::string> expected;
        for (const Json &id : expect["channel_ids"].items()) {
            expected.push_back(id.text());
        }
        CHECK(*ids == expected);
    }
}

void channel(const Json &, const Json &one) {
    const Json expect = one["expect"];
    if (one["status"]) {
        channel_reply(one, expect);
        return;
    }
    const auto request = attempt(expect, [&] {
        const auto uuid = one.maybe_text("request_id");
        return request_of(uuid ? call_of(one).with_request_id(*uuid) : call_of(one), one);
    });
    if (request) {
        compare_request(*request, expect);
    }
}

void keyring(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto chosen = attempt(expect, [&] {
        KeyRing ring;
        for (const Json &it : one["keys"].items()) {
            it.only({"key_id", "team_id", "topics", "environment"});
            const ProviderKey key = ProviderKey::from_p8(file.bytes("p8"), it["key_id"].text(),
                                                         it["team_id"].text());
            const auto environment =
                it["environment"] ? std::optional(environment_of(it)) : std::nullopt;
            if (!it["topics"]) {
                ring.add(key, environment);
                continue;
            }
            std::vector<std::string> topics;
            for (const Json &topic : it["topics"].items()) {
                topics.push_back(topic.text());
            }
            ring.add(key, std::vector<std::string_view>(topics.begin(), topics.end()), environment);
        }
        return ring.choose(one["topic"].text(), environment_of(one));
    });
    if (chosen) {
        expect.only({"key_id"});
        same("key_id", chosen->key_id(), expect["key_id"].text());
    }
}

} // namespace

std::vector<Operation> channel_operations() {
    return {
        {"broadcast", "cases", {},
         {"name", "notification", "channel_id", "environment", "authority", "authorization",
          "expect"},
         broadcast, nullptr},
        {"channel", "cases", {},
         {"name", "call", "bundle_id", "environment", "authority", "storage_policy", "channel_id",
          "request_id", "authorization", "status", "headers", "body", "body_parts", "expect"},
         channel, nullptr},
        {"keyring", "cases", {"p8"}, {"name", "keys", "topic", "environment", "expect"}, keyring,
         nullptr},
    };
}
