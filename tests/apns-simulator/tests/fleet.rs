//! A fleet of devices, with everything that can go wrong: the sums must come out all the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use apns_simulator::{Builder, Fleet, Report, Running};
use common::raw::{Raw, finish};
use common::{NOW, Push, simulator};
use tokio::task::JoinSet;

const REGISTERED_MS: i64 = NOW * 1000 - 86_400_000;

fn devices(count: u32) -> Vec<String> {
    (0..count).map(|number| format!("{number:064x}")).collect()
}

fn fleet(devices: &[String]) -> Fleet {
    let lines: String =
        devices.iter().map(|device| format!("{device}\t{REGISTERED_MS}\n")).collect();
    Fleet::read(&lines).unwrap()
}

/// What a client knows of a device when it is done with it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Told {
    accepted: u64,
    dead: bool,
    bad: bool,
    /// Requests of which nobody can say whether they were processed.
    unsure: u64,
}

enum Outcome {
    Answered(common::Answer),
    Unprocessed,
    Unsure,
}

async fn attempt(response: h2::client::ResponseFuture, patience: Duration) -> Outcome {
    match tokio::time::timeout(patience, finish(response)).await {
        Ok(Ok(answer)) => Outcome::Answered(answer),
        Ok(Err(error)) if error.is_go_away() && error.is_remote() => Outcome::Unprocessed,
        Ok(Err(error)) if error.reason() == Some(h2::Reason::REFUSED_STREAM) => {
            Outcome::Unprocessed
        }
        Ok(Err(_)) | Err(_) => Outcome::Unsure,
    }
}

/// Pushes to all devices until each has an answer that is final.
async fn push_to_all(
    apns: &Running,
    devices: &[String],
    patience: Duration,
) -> BTreeMap<String, Told> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    let mut queue: Vec<String> = devices.iter().rev().cloned().collect();
    let mut under_way = JoinSet::new();
    let push = Push::good();
    let mut raw = Raw::connect(apns).await;
    while !queue.is_empty() || !under_way.is_empty() {
        while under_way.len() < 1000
            && let Some(device) = queue.pop()
        {
            match raw.begin(push.clone().device(&device)).await {
                Ok(response) => {
                    under_way.spawn(async move { (device, attempt(response, patience).await) });
                }
                Err(_) => {
                    queue.push(device);
                    raw = Raw::connect(apns).await;
                }
            }
        }
        let Some(done) = under_way.join_next().await else { continue };
        let (device, outcome) = done.unwrap();
        let known = told.entry(device.clone()).or_default();
        let final_answer = match outcome {
            Outcome::Unprocessed => false,
            Outcome::Unsure => {
                known.unsure += 1;
                false
            }
            Outcome::Answered(answer) => match answer.status {
                200 => {
                    known.accepted += 1;
                    true
                }
                410 => {
                    let since = answer.json()["timestamp"].as_i64().unwrap();
                    known.dead = since > REGISTERED_MS;
                    known.dead
                }
                400 if answer.reason() == "BadDeviceToken" => {
                    known.bad = true;
                    true
                }
                _ => false,
            },
        };
        if !final_answer {
            queue.push(device);
        }
    }
    told
}

fn with_everything(builder: Builder, devices: &[String]) -> Builder {
    let faults = "cut=1,empty=2,goaway=3,html=3,idle=1,refused=5,reset=2,reset-early=1,shutdown=1,silent=1,silent-early=1,throttle=5,unavailable=5";
    builder
        .faults(faults.parse().unwrap())
        .drop_streams_permille(50)
        .fleet(fleet(devices).dead_permille(20).reregistered_permille(20).bad_permille(10))
}

fn names(told: &BTreeMap<String, Told>, is: impl Fn(&Told) -> bool) -> Vec<String> {
    told.iter().filter(|(_, told)| is(told)).map(|(device, _)| device.clone()).collect()
}

/// What must hold whatever went wrong.
fn check(report: &Report, told: &BTreeMap<String, Told>) {
    assert_eq!(report.dead, names(told, |told| told.dead));
    assert_eq!(report.bad, names(told, |told| told.bad));
    for (device, told) in told {
        let processed = report.devices.get(device).copied().unwrap_or_default();
        assert!(processed >= told.accepted, "{device}: {told:?}, processed {processed}");
        assert!(processed <= told.accepted + told.unsure, "{device}: {told:?}, {processed}");
        assert_eq!(told.accepted, u64::from(!told.dead && !told.bad), "{device}");
    }
    assert_eq!(report.accepted, report.devices.values().sum::<u64>());
}

#[tokio::test]
async fn every_device_gets_its_push_and_the_report_says_how_often() {
    let devices = devices(3000);
    let apns = with_everything(simulator(), &devices).seed(1).keep(0).start().await.unwrap();
    let told = push_to_all(&apns, &devices, Duration::from_secs(1)).await;
    let report = apns.stop().await;
    check(&report, &told);
    assert!(report.faults.len() > 10, "{:?}", report.faults);
    assert!(report.connections > 1);
    assert_eq!(report.tokens, 1);
    assert!(!report.reregistered.is_empty() && report.reregistered != report.dead);
}

#[tokio::test]
async fn the_seed_decides_who_is_what() {
    let devices = devices(300);
    let mut reports = Vec::new();
    for seed in [5, 5, 6] {
        let set_up = simulator().fleet(fleet(&devices).dead_permille(100).bad_permille(100));
        let apns = set_up.seed(seed).start().await.unwrap();
        reports.push(apns.stop().await);
    }
    assert_eq!(reports[0].dead, reports[1].dead);
    assert_ne!(reports[0].dead, reports[2].dead);
    assert!(reports[0].dead.iter().all(|device| !reports[0].bad.contains(device)));
}

#[tokio::test]
async fn holds_a_thousand_streams_and_ten_thousand_pushes_in_a_few_seconds() {
    let devices = devices(10_000);
    let apns = simulator().keep(0).start().await.unwrap();
    let begin = Instant::now();
    let told = push_to_all(&apns, &devices, Duration::from_secs(30)).await;
    let taken = begin.elapsed();
    let report = apns.stop().await;
    check(&report, &told);
    assert_eq!((report.accepted, report.connections), (10_000, 1));
    assert!(taken < Duration::from_secs(30), "{taken:?} in a build without optimisation");
}
