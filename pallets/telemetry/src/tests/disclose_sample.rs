use super::*;
use carx_primitives::telemetry::Batch;
use sp_io::hashing::blake2_256;

const COUNT: u32 = 100;

/// The batch over [`samples`], submitted.
fn batch() -> Batch {
	let batch = BatchBuilder::new(VIN, key(FIRST)).seal(&samples(COUNT), None).unwrap();
	assert_ok!(submit(batch.header().clone()));
	events();
	batch
}

fn disclose(batch: &Batch, index: u32, sample: Sample) -> sp_runtime::DispatchResult {
	let siblings = batch.proof(index).unwrap().siblings.try_into().unwrap();
	Telemetry::disclose_sample(signed(OWNER), key(FIRST), 0, index, sample, siblings)
}

#[test]
fn stores_what_the_sample_says() {
	Chain.build_and_execute(|| {
		let batch = batch();
		let sample = samples(COUNT)[48].clone();
		assert_ok!(disclose(&batch, 48, sample.clone()));

		let stored = Disclosed::<Test>::get((key(FIRST), 0, 48)).unwrap();
		let deposit = stored.deposit.clone();
		assert_eq!(
			stored,
			Disclosure {
				digest: blake2_256(&sample.encode()),
				at: sample.at,
				odometer: Odometer::from_metres(50_000_624),
				speed: Some(4_800),
				disclosed_at: NOW,
				deposit,
			}
		);
		assert_eq!(
			events(),
			[Event::SampleDisclosed { device: key(FIRST), sequence: 0, index: 48, by: OWNER }]
		);
		assert_eq!(held(HoldReason::DisclosureStorage, OWNER), DISCLOSURE_DEPOSIT);
	});
}

#[test]
fn takes_every_sample_of_a_batch() {
	Chain.build_and_execute(|| {
		let batch = batch();
		for (sample, index) in samples(COUNT).into_iter().zip(0..) {
			assert_ok!(disclose(&batch, index, sample));
		}
	});
}

#[test]
fn goes_on_when_the_device_is_bound_to_nothing() {
	Chain.build_and_execute(|| {
		let batch = batch();
		bind(key(FIRST), None);
		assert_ok!(disclose(&batch, 0, samples(1)[0].clone()));
	});
}

#[test]
fn fails_when_the_sample_is_another() {
	Chain.build_and_execute(|| {
		let batch = batch();
		let sample = samples(COUNT)[48].clone();
		let slower = Sample { speed: Some(3_000), ..sample.clone() };
		assert_noop!(disclose(&batch, 48, slower), Error::<Test>::ProofNotValid);
		assert_noop!(disclose(&batch, 49, sample), Error::<Test>::ProofNotValid);
	});
}

#[test]
fn fails_when_the_proof_is_too_short_too_long_or_outside() {
	Chain.build_and_execute(|| {
		let batch = batch();
		let sample = samples(COUNT)[48].clone();
		let siblings = batch.proof(48).unwrap().siblings;
		let (short, long) = (siblings[1..].to_vec(), [siblings.clone(), vec![[0; 32]]].concat());
		for (index, siblings) in
			[(48, short), (48, long), (48, vec![]), (COUNT, siblings.clone()), (u32::MAX, siblings)]
		{
			let siblings = siblings.try_into().unwrap();
			assert_noop!(
				Telemetry::disclose_sample(
					signed(OWNER),
					key(FIRST),
					0,
					index,
					sample.clone(),
					siblings
				),
				Error::<Test>::ProofNotValid
			);
		}
	});
}

#[test]
fn fails_when_it_is_disclosed_already() {
	Chain.build_and_execute(|| {
		let batch = batch();
		let sample = samples(COUNT)[48].clone();
		assert_ok!(disclose(&batch, 48, sample.clone()));
		assert_noop!(disclose(&batch, 48, sample), Error::<Test>::AlreadyDisclosed);
	});
}

#[test]
fn fails_when_there_is_no_such_batch() {
	Chain.build_and_execute(|| {
		batch();
		for (device, sequence) in [(key(FIRST), 1), (key(SECOND), 0)] {
			let sample = samples(1)[0].clone();
			assert_noop!(
				Telemetry::disclose_sample(
					signed(OWNER),
					device,
					sequence,
					0,
					sample,
					Default::default()
				),
				Error::<Test>::BatchNotFound
			);
		}
	});
}

#[test]
fn fails_when_the_deposit_cannot_be_held() {
	Chain.build_and_execute(|| {
		let batch = batch();
		let balance = DISCLOSURE_DEPOSIT;
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), OWNER, balance));
		assert_noop!(disclose(&batch, 0, samples(1)[0].clone()), FundsUnavailable);
	});
}

#[test]
fn fails_when_nobody_signed() {
	Chain.build_and_execute(|| {
		let batch = batch();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			let siblings = batch.proof(0).unwrap().siblings.try_into().unwrap();
			let sample = samples(1)[0].clone();
			assert_noop!(
				Telemetry::disclose_sample(origin, key(FIRST), 0, 0, sample, siblings),
				BadOrigin
			);
		}
	});
}
