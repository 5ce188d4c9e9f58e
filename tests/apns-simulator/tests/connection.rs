//! What depends on the connection, the clock and the environment rather than on one request.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};

use apns_simulator::{Environment, ManualClock, Simulator};
use common::{
    Client, DEVICE, KEY_ID, MESSAGE_ID, NOW, Push, Signer, TEAM_ID, TOPIC, good_token, send,
    signer, simulator, tls, tls_trusting,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::rustls::RootCertStore;

const TOO_MANY: &str = "TooManyProviderTokenUpdates";

fn token_of(issued_at: i64) -> String {
    signer().token(KEY_ID, TEAM_ID, issued_at)
}

#[tokio::test]
async fn a_connection_takes_a_new_token_after_20_minutes_and_not_before() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator().clock(clock.clone()).start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    let first = Push::good().token(&token_of(NOW));
    let second = Push::good().token(&token_of(NOW + 1));
    assert_eq!(client.send(first.clone()).await.status, 200);

    clock.advance_ms(1_200_000);
    assert_eq!(client.send(second.clone()).await.status, 200);
    assert_eq!(client.send(first.clone()).await.reason(), TOO_MANY, "going back is a change too");

    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(first).await.status, 200);
    clock.advance_ms(1_199_999);
    let early = client.send(second).await;
    assert_eq!((early.status, early.reason().as_str()), (429, TOO_MANY));
}

#[tokio::test]
async fn a_token_that_came_too_early_spoils_the_connection_for_good() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator().clock(clock.clone()).start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    assert_eq!(client.send(Push::good().token(&token_of(NOW + 1))).await.reason(), TOO_MANY);
    assert_eq!(client.send(Push::good()).await.reason(), TOO_MANY);
    clock.advance_seconds(1200);
    assert_eq!(client.send(Push::good()).await.reason(), TOO_MANY);
    assert_eq!(send(&apns, Push::good()).await.status, 200, "a new connection is the way out");
}

#[tokio::test]
async fn two_tokens_of_one_second_are_two_tokens() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    let header = format!(r#"{{"kid":"{KEY_ID}","alg":"ES256"}}"#);
    let claims = format!(r#"{{"iat":{NOW},"iss":"{TEAM_ID}"}}"#);
    let same_time = Push::good().token(&signer().sign_text(&header, &claims));
    assert_eq!(client.send(same_time.clone()).await.reason(), TOO_MANY);
    assert_eq!(send(&apns, same_time).await.status, 200, "another connection is another matter");
}

#[tokio::test]
async fn a_token_that_does_not_verify_is_not_an_update() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    let stale = Push::good().token(&token_of(NOW - 4000));
    assert_eq!(client.send(stale.clone()).await.reason(), "ExpiredProviderToken");
    assert_eq!(client.send(Push::good()).await.status, 200);
    assert_eq!(client.send(stale).await.reason(), "ExpiredProviderToken");
    let forged = Push::good().token(&Signer::new(9).token(KEY_ID, TEAM_ID, NOW));
    assert_eq!(client.send(forged).await.reason(), "InvalidProviderToken");
    assert_eq!(client.send(Push::good()).await.status, 200);
}

#[tokio::test]
async fn a_clock_that_steps_back_opens_no_door() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator().clock(clock.clone()).start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    clock.advance_seconds(-7200);
    let older = Push::good().token(&token_of(NOW - 7200));
    assert_eq!(client.send(older).await.reason(), TOO_MANY);
    assert_eq!(client.send(Push::good()).await.reason(), "ExpiredProviderToken");
}

#[tokio::test]
async fn a_token_grows_old_with_the_clock() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator().clock(clock.clone()).start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    clock.advance_ms(3_600_999);
    assert_eq!(client.send(Push::good()).await.status, 200);
    clock.advance_ms(1);
    let answer = client.send(Push::good()).await;
    assert_eq!((answer.status, answer.reason().as_str()), (403, "ExpiredProviderToken"));
}

#[tokio::test]
async fn the_first_accepted_push_pins_the_team() {
    let apns =
        simulator().key(Signer::new(2).known("OTHERKEY00", "OTHERTEAM0")).start().await.unwrap();
    let other = Push::good().token(&Signer::new(2).token("OTHERKEY00", "OTHERTEAM0", NOW));

    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    let answer = client.send(other.clone()).await;
    assert_eq!((answer.status, answer.reason().as_str()), (403, "InvalidProviderToken"));
    assert_eq!(client.send(Push::good()).await.status, 200);
    assert_eq!(send(&apns, other).await.status, 200, "its own connection takes it");
}

#[tokio::test]
async fn a_refused_push_pins_nothing() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator()
        .clock(clock.clone())
        .key(Signer::new(2).known("OTHERKEY00", "OTHERTEAM0"))
        .start()
        .await
        .unwrap();
    let other =
        |issued| Push::good().token(&Signer::new(2).token("OTHERKEY00", "OTHERTEAM0", issued));
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(other(NOW).body("")).await.reason(), "PayloadEmpty");
    clock.advance_seconds(1200);
    assert_eq!(client.send(Push::good()).await.status, 200);
    clock.advance_seconds(1200);
    assert_eq!(client.send(other(NOW + 2400)).await.reason(), "InvalidProviderToken");
}

#[tokio::test]
async fn a_connection_keeps_to_related_keys() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator()
        .clock(clock.clone())
        .key(Signer::new(2).known("TEAMKEY002", TEAM_ID))
        .key(Signer::new(3).known("TOPICKEY03", TEAM_ID).topic(TOPIC).related_to("TOPICKEY04"))
        .key(Signer::new(4).known("TOPICKEY04", TEAM_ID).topic(TOPIC))
        .key(Signer::new(5).known("TOPICKEY05", TEAM_ID).topic(TOPIC))
        .start()
        .await
        .unwrap();
    let keys =
        [(1, KEY_ID), (2, "TEAMKEY002"), (3, "TOPICKEY03"), (4, "TOPICKEY04"), (5, "TOPICKEY05")];
    let together = [(1, 2), (3, 4)];
    for (first, first_id) in keys {
        for (second, second_id) in keys {
            let mut client = Client::connect(&apns).await;
            let now = NOW + clock_seconds(&clock);
            let push = Push::good().token(&Signer::new(first).token(first_id, TEAM_ID, now));
            assert_eq!(client.send(push).await.status, 200, "{first_id}");
            clock.advance_seconds(1200);
            let push = Push::good().token(&Signer::new(second).token(second_id, TEAM_ID, now));
            let answer = client.send(push).await;
            let related = first == second
                || together.contains(&(first, second))
                || together.contains(&(second, first));
            let expected = if related { (200, "") } else { (403, "UnrelatedKeyIdInToken") };
            let found = (answer.status, answer.reason());
            assert_eq!((found.0, found.1.as_str()), expected, "{first_id} then {second_id}");
        }
    }
}

#[tokio::test]
async fn the_key_of_the_first_push_stays_the_measure() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator()
        .clock(clock.clone())
        .key(Signer::new(2).known("FIRST00000", TEAM_ID).topic(TOPIC).related_to("MIDDLE0000"))
        .key(Signer::new(3).known("MIDDLE0000", TEAM_ID).topic(TOPIC))
        .key(Signer::new(4).known("LAST000000", TEAM_ID).topic(TOPIC).related_to("MIDDLE0000"))
        .start()
        .await
        .unwrap();
    let mut client = Client::connect(&apns).await;
    for (number, key_id, status) in
        [(2, "FIRST00000", 200), (3, "MIDDLE0000", 200), (4, "LAST000000", 403)]
    {
        let now = NOW + clock_seconds(&clock);
        let push = Push::good().token(&Signer::new(number).token(key_id, TEAM_ID, now));
        assert_eq!(client.send(push).await.status, status, "{key_id}");
        clock.advance_seconds(1200);
    }
}

#[tokio::test]
async fn an_app_registered_later_needs_a_new_connection() {
    let clock = ManualClock::at_seconds(NOW);
    let apns = simulator()
        .clock(clock.clone())
        .registered_later("com.example.new", (NOW + 10) * 1000)
        .start()
        .await
        .unwrap();
    let new = Push::good().kind("voip", "com.example.new.voip");
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    assert_eq!(client.send(new.clone()).await.reason(), "TopicDisallowed", "not yet");
    clock.advance_seconds(10);
    assert_eq!(client.send(new.clone()).await.reason(), "TopicDisallowed", "not here");
    assert_eq!(send(&apns, new).await.status, 200);
}

fn clock_seconds(clock: &ManualClock) -> i64 {
    use apns_simulator::Clock as _;
    clock.now_ms() / 1000 - NOW
}

#[tokio::test]
async fn the_clients_id_comes_back_as_it_was() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    for id in [MESSAGE_ID.to_owned(), MESSAGE_ID.to_uppercase()] {
        let accepted = client.send(Push::good().set("apns-id", &id)).await;
        assert_eq!(accepted.apns_id(), id);
        let refused = client.send(Push::good().set("apns-id", &id).body("")).await;
        assert_eq!((refused.status, refused.apns_id()), (400, id.as_str()));
    }
}

#[tokio::test]
async fn a_made_id_is_in_upper_case_and_new_each_time() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    let mut ids = Vec::new();
    for push in
        [Push::good(), Push::good(), Push::good().body(""), Push::good().set("apns-id", "x")]
    {
        let id = client.send(push).await.apns_id().to_owned();
        assert_eq!(id, id.to_uppercase());
        assert_eq!(id.len(), 36);
        assert!(id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-'), "{id}");
        ids.push(id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn only_the_sandbox_gives_a_unique_id() {
    let sandbox = simulator().start().await.unwrap();
    let answer = send(&sandbox, Push::good()).await;
    let unique = answer.header("apns-unique-id").unwrap();
    assert_eq!(unique.len(), 36);
    assert_ne!(unique.to_uppercase(), answer.apns_id());

    let production = simulator().environment(Environment::Production).start().await.unwrap();
    let answer = send(&production, Push::good()).await;
    assert_eq!((answer.status, answer.header("apns-unique-id")), (200, None));
}

#[tokio::test]
async fn many_pushes_at_once_on_one_connection_each_get_their_own_answer() {
    let apns = simulator().unregistered(DEVICE).start().await.unwrap();
    let client = Client::connect(&apns).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..200_u32 {
        let mut client = client.sender();
        tasks.spawn(async move {
            let id = format!("00000000-0000-0000-0000-{number:012}");
            let device = if number % 2 == 0 { "00ff" } else { DEVICE };
            let push = Push::good().device(device).set("apns-id", &id);
            let answer = client.send(push).await;
            assert_eq!(answer.apns_id(), id);
            assert_eq!(answer.status, if number % 2 == 0 { 200 } else { 410 });
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    assert_eq!(apns.requests().len(), 200);
    assert_eq!(apns.connections(), 1);
}

#[tokio::test]
async fn requests_are_recorded_with_the_answer_and_the_explanation() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&lines);
    let apns = simulator()
        .keep(2)
        .on_request(move |record| seen.lock().unwrap().push(record.log_line()))
        .start()
        .await
        .unwrap();
    send(&apns, Push::good()).await;
    send(&apns, Push::good()).await;
    let answer = send(&apns, Push::good().set("apns-priority", "7")).await;

    let records = apns.requests();
    let [older, latest] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((older.connection, older.status, older.reason), (2, 200, None));
    assert_eq!(older.body, br#"{"aps":{"alert":"Hello"}}"#);
    assert_eq!((latest.connection, latest.received_at_ms), (3, NOW * 1000));
    assert_eq!(latest.path, format!("/3/device/{DEVICE}"));
    assert_eq!(latest.header("apns-topic"), Some(TOPIC));
    assert_eq!(latest.apns_id, answer.apns_id());
    assert_eq!(latest.detail.as_deref(), Some("apns-priority is \"7\", not 1, 5 or 10"));

    let lines = lines.lock().unwrap();
    assert_eq!(lines.len(), 3);
    assert!(lines[2].contains(r#""reason":"BadPriority""#), "{}", lines[2]);
    assert!(lines.iter().all(|line| !line.contains(&good_token())), "a log holds no token");
}

#[tokio::test]
async fn a_body_of_many_megabytes_is_not_read_to_its_end() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    match client.try_send(Push::good().body_of(8 * 1024 * 1024)).await {
        Ok(answer) => assert_eq!(answer.status, 413),
        Err(error) => assert!(!error.is_timeout(), "{error}"),
    }
    assert_eq!(apns.requests()[0].reason.unwrap().text(), "PayloadTooLarge");
    assert!(apns.requests()[0].body_bytes < 2 * 1024 * 1024);
    assert_eq!(send(&apns, Push::good()).await.status, 200);
}

#[tokio::test]
async fn headers_beyond_the_announced_size_do_not_reach_the_checks() {
    let apns = simulator().start().await.unwrap();
    let mut client = Client::connect(&apns).await;
    if let Ok(answer) = client.try_send(Push::good().set("x-long", "x".repeat(9000))).await {
        assert_eq!(answer.status, 431);
    }
    assert!(apns.requests().is_empty());
    assert_eq!(send(&apns, Push::good()).await.status, 200);
}

#[tokio::test]
async fn garbage_and_silence_do_not_hold_it_up() {
    let apns = simulator().start().await.unwrap();
    let address = (Ipv4Addr::LOCALHOST, apns.port);
    let _silent = TcpStream::connect(address).await.unwrap();
    let mut garbage = TcpStream::connect(address).await.unwrap();
    garbage.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let v4 = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut in_tls =
        tls(v4, apns.port, &apns.certificate_pem, &[b"h2"], "localhost").await.unwrap();
    in_tls.write_all(&[0xff; 4096]).await.unwrap();
    assert_eq!(send(&apns, Push::good()).await.status, 200);
    assert_eq!(apns.requests().len(), 1);
}

#[tokio::test]
async fn speaks_http2_only_and_only_to_those_who_trust_it() {
    let apns = simulator().start().await.unwrap();
    let v4 = IpAddr::V4(Ipv4Addr::LOCALHOST);
    assert!(tls(v4, apns.port, &apns.certificate_pem, &[b"h2"], "localhost").await.is_ok());
    assert!(tls(v4, apns.port, &apns.certificate_pem, &[b"h2"], "127.0.0.1").await.is_ok());
    assert!(tls(v4, apns.port, &apns.certificate_pem, &[b"h2"], "::1").await.is_ok());
    assert!(tls(v4, apns.port, &apns.certificate_pem, &[b"http/1.1"], "localhost").await.is_err());
    assert!(
        tls(v4, apns.port, &apns.certificate_pem, &[b"h2"], "api.push.apple.com").await.is_err()
    );
    let mut silent = tls(v4, apns.port, &apns.certificate_pem, &[], "localhost").await.unwrap();
    let mut buffer = [0];
    assert!(!silent.read(&mut buffer).await.is_ok_and(|read| read > 0), "no protocol, no answer");
    let address = SocketAddr::new(v4, apns.port);
    assert!(tls_trusting(RootCertStore::empty(), address, &[b"h2"], "localhost").await.is_err());
}

#[tokio::test]
async fn listens_on_loopback_only_and_on_both_families() {
    let apns = simulator().start().await.unwrap();
    assert_eq!(apns.url(), format!("https://localhost:{}", apns.port));
    let has_v6 = UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    let v6 = TcpStream::connect((Ipv6Addr::LOCALHOST, apns.port)).await;
    assert_eq!(v6.is_ok(), has_v6);

    // The address with which this machine would speak to others, if it has one. Nothing is sent.
    let outward = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    if let Ok(outward) = outward
        && !outward.ip().is_loopback()
    {
        assert!(TcpStream::connect((outward.ip(), apns.port)).await.is_err(), "{outward}");
    }
}

#[tokio::test]
async fn stopping_closes_the_port_and_ends_connections() {
    let apns = simulator().start().await.unwrap();
    let port = apns.port;
    let mut client = Client::connect(&apns).await;
    assert_eq!(client.send(Push::good()).await.status, 200);
    apns.stop().await;
    assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err());
    assert!(client.try_send(Push::good()).await.is_err());
}

#[tokio::test]
async fn says_what_is_wrong_with_a_set_up() {
    let taken = simulator().start().await.unwrap();
    let cases = [
        (Simulator::builder(), "without a key nobody may push"),
        (simulator().key(Signer::new(2).known(KEY_ID, TEAM_ID)), "two keys have the id ABC123DEFG"),
        (simulator().unregistered("xyz"), "the device token \"xyz\" is not hexadecimal"),
        (simulator().expired("abc"), "has 3 digits, an odd number"),
        (simulator().bad_token(""), "is empty"),
        (simulator().port(taken.port), "cannot be opened on loopback"),
    ];
    for (builder, part) in cases {
        let wrong = builder.start().await.unwrap_err().to_string();
        assert!(wrong.contains(part), "{wrong}");
    }
}
