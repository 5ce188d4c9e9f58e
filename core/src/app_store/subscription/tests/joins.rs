//! A state is a join-semilattice: events commute, and repeating them changes nothing.

use super::*;

/// Small, seeded and good enough (Steele, Lea, Flood: Fast splittable pseudorandom number
/// generators, 2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(usize::try_from(to - from).unwrap())).unwrap()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (2..=items.len()).rev() {
            items.swap(end - 1, self.below(end));
        }
    }
}

/// Events that meet in every way: the same transaction at the same and at other signing dates,
/// with ties that differ in content, and with a purchase date that changes, which Apple's do not.
fn random_event(random: &mut SplitMix64, transactions: usize) -> Owned {
    let number = random.below(transactions);
    let from = 100 * i64::try_from(number).unwrap() + i64::from(random.below(20) == 0);
    let signed = from + random.between(0, 6) * 20 - 20;
    let mut transaction = transaction(&format!("{}", 1000 + number), from, signed);
    transaction.product_id = Some(["monthly", "yearly"][random.below(2)].into());
    transaction.is_upgraded = (random.below(5) == 0).then_some(true);
    if random.below(4) == 0 {
        transaction.purchase_date = transaction.purchase_date.filter(|_| random.below(10) > 0);
        let kind =
            [RevocationType::RefundFull, RevocationType::FamilyRevoke][random.below(2)].clone();
        transaction = revoked(transaction, from + random.between(0, 3) * 40, Some(kind));
    }
    let mut info = renewal_info(signed + random.between(-1, 2));
    info.auto_renew_status = Some(AutoRenewStatus::from(random.between(0, 2)));
    info.grace_period_expires_date = (random.below(3) == 0).then(|| t(from + 130));
    info.is_in_billing_retry_period = Some(random.below(2) == 0);
    info.expiration_intent =
        (random.below(3) == 0).then(|| ExpirationIntent::from(random.between(1, 6)));
    match random.below(4) {
        0 => Owned::Transaction(transaction),
        1 => Owned::RenewalInfo(info),
        kind => {
            let types = [
                NotificationType::Refund,
                NotificationType::RefundReversed,
                NotificationType::RefundDeclined,
                NotificationType::Expired,
                NotificationType::DidRenew,
            ];
            let notification_type = types[random.below(types.len())].clone();
            let subtype = (random.below(2) == 0).then_some(Subtype::Voluntary);
            let envelope = envelope(notification_type, subtype, signed + random.between(0, 2));
            Owned::Notification(envelope, Some(transaction), (kind == 2).then_some(info))
        }
    }
}

/// Everything a caller can see, at times all over the range.
fn seen(state: &SubscriptionState, until: i64) -> Vec<Entitlement> {
    (-2..until / 10 + 5).map(|step| state.entitlement_at(t(step * 10 + 5))).collect()
}

fn permutations(items: &mut Vec<usize>, from: usize, each: &mut impl FnMut(&[usize])) {
    if from == items.len() {
        return each(items);
    }
    for other in from..items.len() {
        items.swap(from, other);
        permutations(items, from + 1, each);
        items.swap(from, other);
    }
}

#[test]
fn every_permutation_of_a_small_set_gives_the_same_state() {
    let mut random = SplitMix64(1);
    for round in 0..60 {
        let events: Vec<Owned> = (0..5).map(|_| random_event(&mut random, 2)).collect();
        let expected = state_of(&events);
        let entitlements = seen(&expected, 200);
        permutations(&mut (0..events.len()).collect(), 0, &mut |order| {
            let state = state_of(order.iter().map(|index| &events[*index]));
            assert_eq!(state, expected, "round {round}, order {order:?} of {events:#?}");
            assert_eq!(seen(&state, 200), entitlements);
        });
    }
}

#[test]
fn every_repetition_in_a_small_set_gives_the_same_state() {
    let mut random = SplitMix64(2);
    for _ in 0..40 {
        let events: Vec<Owned> = (0..3).map(|_| random_event(&mut random, 2)).collect();
        let expected = state_of(&events);
        permutations(&mut vec![0, 1, 2, 0, 1, 2], 0, &mut |order| {
            assert_eq!(state_of(order.iter().map(|index| &events[*index])), expected);
        });
    }
}

#[test]
fn random_orders_and_repetitions_of_large_sets_give_the_same_state() {
    let mut random = SplitMix64(3);
    // Below and above the number of transactions that are kept.
    for transactions in [3, SubscriptionState::MAX_TRANSACTIONS, 50] {
        let events: Vec<Owned> =
            (0..200).map(|_| random_event(&mut random, transactions)).collect();
        let expected = state_of(&events);
        assert!(expected.periods().len() <= SubscriptionState::MAX_TRANSACTIONS);
        for _ in 0..40 {
            let mut order: Vec<&Owned> = events.iter().collect();
            for _ in 0..100 {
                order.push(&events[random.below(events.len())]);
            }
            random.shuffle(&mut order);
            let state = state_of(order);
            assert_eq!(state, expected);
            assert_eq!(state.to_json(), expected.to_json());
        }
    }
}

#[test]
fn merging_is_commutative_associative_idempotent_and_like_applying() {
    let mut random = SplitMix64(4);
    let merged = |left: &SubscriptionState, right: &SubscriptionState| {
        let mut state = left.clone();
        state.merge(right).unwrap();
        state
    };
    for _ in 0..50 {
        let sets: Vec<Vec<Owned>> =
            (0..3).map(|_| (0..40).map(|_| random_event(&mut random, 50)).collect()).collect();
        let [a, b, c] = [0, 1, 2].map(|set| state_of(&sets[set]));
        assert_eq!(merged(&a, &b), merged(&b, &a));
        assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        assert_eq!(merged(&a, &a), a);
        assert_eq!(merged(&empty(), &a), a);
        assert_eq!(merged(&merged(&a, &b), &c), state_of(sets.iter().flatten()));
        assert_eq!(merged(&a, &b).clone().merge(&b), Ok(Applied::Unchanged));
    }
}

#[test]
fn storing_between_events_changes_nothing() {
    let mut random = SplitMix64(5);
    let events: Vec<Owned> = (0..150).map(|_| random_event(&mut random, 50)).collect();
    let mut stored = empty().to_json();
    for event in &events {
        let mut state = SubscriptionState::from_json(&stored).unwrap();
        state.apply(event.event()).unwrap();
        stored = state.to_json();
    }
    assert_eq!(SubscriptionState::from_json(&stored).unwrap(), state_of(&events));
    assert_eq!(stored, state_of(&events).to_json());
}

#[test]
fn a_tie_goes_to_the_one_with_the_revocation() {
    let plain = Owned::Transaction(transaction("1000", 0, 40));
    let refund = Owned::Transaction(revoked(transaction("1000", 0, 40), 30, None));
    for order in [[&plain, &refund], [&refund, &plain]] {
        assert_eq!(state_of(order).entitlement_at(t(50)).state, EntitlementState::Revoked);
    }
}

#[test]
fn the_newest_transactions_are_kept() {
    let most = i64::try_from(SubscriptionState::MAX_TRANSACTIONS).unwrap();
    let events: Vec<Owned> = (0..most + 3)
        .map(|number| {
            Owned::Transaction(transaction(&format!("{}", 998 + number), number * 100, number))
        })
        .collect();
    for state in [state_of(&events), state_of(events.iter().rev())] {
        let periods = state.periods();
        assert_eq!(periods.len(), SubscriptionState::MAX_TRANSACTIONS);
        assert_eq!(periods[0].transaction_id, "1001");
    }
}

#[test]
fn a_transaction_counts_once_even_if_its_purchase_date_changed() {
    let refund = revoked(transaction("1000", 0, 40), 30, None);
    let moved = transaction("1000", 1, 20);
    for order in [[&refund, &moved], [&moved, &refund]] {
        let mut state = empty();
        for event in order {
            state.apply(event).unwrap();
        }
        assert_eq!(state.periods().len(), 1);
        assert_eq!(state.entitlement_at(t(50)).state, EntitlementState::Revoked);
    }
}
