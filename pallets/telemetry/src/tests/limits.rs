use super::*;
use crate::pallet::{DeviceSignature, Siblings};
use carx_primitives::{telemetry::MAX_PROOF_LEN, DeviceKey};
use codec::MaxEncodedLen;

/// What an extrinsic adds to its call: length, version, address, signature and the usual extensions.
const EXTRINSIC_OVERHEAD: usize = 150;

/// A day with a sample each second, sealed.
fn day() -> (Vec<Sample>, carx_primitives::telemetry::Batch) {
	let samples = samples(86_400);
	let batch = BatchBuilder::new(VIN, key(FIRST)).seal(&samples, None).unwrap();
	(samples, batch)
}

/// Flips each `step`th bit of what SCALE makes of `honest`; gives what can still be read.
fn mutations<T: DecodeAll + Encode>(honest: &T, step: usize) -> (usize, Vec<T>) {
	let bytes = honest.encode();
	let bits = (0..bytes.len() * 8).step_by(step);
	let count = bits.clone().count();
	let readable = bits.filter_map(|bit| {
		let mut bytes = bytes.clone();
		bytes[bit / 8] ^= 1 << (bit % 8);
		T::decode_all(&mut bytes.as_slice()).ok()
	});
	(count, readable.collect())
}

#[test]
fn a_day_of_samples_is_one_small_extrinsic() {
	Chain.build_and_execute(|| {
		let (_, batch) = day();
		let header = BatchHeader {
			place: Some(Place { latitude: 39, longitude: 116 }),
			..batch.header().clone()
		};
		assert_eq!(header.count, 86_400);
		let signature = sign(&header);
		let call = RuntimeCall::from(crate::Call::submit_batch { header, signature });
		assert!(call.encoded_size() + EXTRINSIC_OVERHEAD < 400, "{}", call.encoded_size());
		assert_eq!(BatchHeader::max_encoded_len(), 150);
	});
}

#[test]
fn one_sample_of_a_day_is_disclosed_by_17_hashes() {
	Chain.build_and_execute(|| {
		let (samples, batch) = day();
		assert_ok!(submit(batch.header().clone()));
		let index = 51_234;
		let siblings = batch.proof(index).unwrap().siblings;
		assert!(siblings.len() <= MAX_PROOF_LEN as usize);
		let sample = samples[index as usize].clone();
		let siblings: Siblings = siblings.try_into().unwrap();
		let honest = (key(FIRST), 0, index, sample, siblings);

		let (tried, mutations) = mutations(&honest, 4);
		assert!(tried >= 1_000 && mutations.len() >= 1_000, "{tried} {}", mutations.len());
		let disclose = |(device, sequence, index, sample, siblings)| {
			Telemetry::disclose_sample(signed(OWNER), device, sequence, index, sample, siblings)
		};
		for mutation in mutations {
			assert!(disclose(mutation).is_err());
		}
		assert_eq!(Disclosed::<Test>::iter().count(), 0);
		assert_ok!(disclose(honest));
	});
}

#[test]
fn no_bit_of_a_batch_or_its_signature_can_be_changed() {
	Chain.build_and_execute(|| {
		submit_all([0]);
		let honest: (BatchHeader, DeviceSignature) = (header(1), sign(&header(1)));
		let (tried, mutations) = mutations(&honest, 1);
		assert!(tried >= 1_000 && mutations.len() >= 1_000, "{tried} {}", mutations.len());
		for (header, signature) in mutations {
			assert!(Telemetry::submit_batch(signed(CLOUD), header, signature).is_err());
		}
		assert_eq!(Batches::<Test>::iter().count(), 1);
		assert_ok!(submit(header(1)));
	});
}

/// What storage prices are agreed on.
#[test]
fn items_have_the_sizes_that_deposits_are_priced_by() {
	use crate::pallet::*;
	let sizes = [
		<BatchFootprint<Test>>::max_encoded_len(),
		<ChainFootprint<Test>>::max_encoded_len(),
		<SummaryFootprint<Test>>::max_encoded_len(),
		<DisclosureFootprint<Test>>::max_encoded_len(),
	];
	assert_eq!(sizes, [210, 202, 125, 111]);
	assert_eq!(DeviceKey::max_encoded_len(), 32);
}
