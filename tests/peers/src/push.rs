//! The request for one device, by waxwing and by a2 0.10, measured in turns.
//!
//! a2 builds a payload for each device and writes it as JSON when it sends; the path and headers that it adds there are
//! left out, as they are private. waxwing makes the whole request.

use std::hint::black_box;
use std::time::{Duration, Instant};

use a2::request::notification::{DefaultNotificationBuilder, NotificationBuilder as _};
use a2::request::payload::PayloadLike as _;
use a2::{NotificationOptions, Priority};
use waxwing::apns::{Alert, DeviceToken, Environment, Notification, Prepared, ProviderKey};
use waxwing::time::Timestamp;

const P8: &str =
    "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
const DEVICE: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const TURNS: usize = 21;
const TURN: Duration = Duration::from_millis(20);

fn main() {
    let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ").expect("the key of RFC 6979");
    let token = key.token_at(Timestamp::from_millis(1_763_760_000_000)).expect("a time of today");
    let push: Prepared =
        Notification::alert("com.example.app", Alert::new("Ready", "Your order is here"))
            .build()
            .expect("a notification")
            .prepare(Environment::Production);
    let device = DeviceToken::from_hex(DEVICE).expect("a device token");

    let plain = || drop(black_box(push.for_device(black_box(&device))));
    let typed = || drop(black_box(push.request(black_box(&device), &token)));
    let a2 = || {
        let options = NotificationOptions {
            apns_topic: Some("com.example.app"),
            apns_priority: Some(Priority::High),
            ..NotificationOptions::default()
        };
        let builder =
            DefaultNotificationBuilder::new().set_title("Ready").set_body("Your order is here");
        let payload = builder.build(black_box(DEVICE), options);
        drop(black_box(payload.to_json_string()));
    };
    let [plain, typed, a2] = medians([&plain, &typed, &a2]);
    println!("peer rust/plain waxwing {plain:.0} ns, a2 0.10 {a2:.0} ns, {:.1} times", a2 / plain);
    println!("peer rust/http waxwing {typed:.0} ns, a2 0.10 {a2:.0} ns, {:.1} times", a2 / typed);
}

/// Nanoseconds of one call: the median of turns that the works take one after the other.
fn medians<const N: usize>(works: [&dyn Fn(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..TURNS {
        for (work, times) in works.iter().zip(&mut times) {
            let (start, mut calls) = (Instant::now(), 0_u32);
            while start.elapsed() < TURN {
                for _ in 0..100 {
                    work();
                }
                calls += 100;
            }
            times.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(calls));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
    })
}
