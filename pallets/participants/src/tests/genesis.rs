use super::*;
use crate::GenesisConfig;

fn makers(wmis: &[carx_primitives::Wmi]) -> Chain {
	Chain::of(GenesisConfig { makers: vec![(WORKSHOP, wmis.to_vec())], ..Default::default() })
}

#[test]
fn accredits_registrars_for_everything_and_everywhere() {
	Chain::empty().build_and_execute(|| {
		for who in [REGISTRAR, OTHER_REGISTRAR] {
			let info = Directory::participant(who).unwrap();
			assert_eq!(info.kind, ParticipantKind::Organisation);
			assert_eq!(info.accreditations.len(), 1);
			assert!(Directory::acts_in(&who, Role::Registrar, DE, NOW));
			for class in RecordClass::ALL {
				let right = Directory::write_right(&who, Role::Registrar, class, NOW);
				assert_eq!(right, Some(WriteRight::ExOfficio));
			}
		}
	});
}

#[test]
fn accredits_others_who_need_grants_unless_they_are_authorities() {
	let roles = [Role::Workshop, Role::Dealer, Role::Regulator];
	let accreditations = roles.map(|role| (WORKSHOP, role)).to_vec();
	Chain::of(GenesisConfig { accreditations, ..Default::default() }).build_and_execute(|| {
		assert_eq!(Participants::<Test>::get(WORKSHOP).unwrap().accreditations, 3);
		for (role, right) in [
			(Role::Workshop, WriteRight::WithGrant),
			(Role::Dealer, WriteRight::WithGrant),
			(Role::Regulator, WriteRight::ExOfficio),
		] {
			let class = RecordClass::Claim;
			assert_eq!(Directory::write_right(&WORKSHOP, role, class, NOW), Some(right));
		}
	});
}

#[test]
fn accredits_makers_with_their_identifiers() {
	makers(&[*b"WVW", *b"1HG"]).build_and_execute(|| {
		assert!(Directory::makes(&WORKSHOP, *b"1HG", NOW));
		assert!(!Directory::makes(&WORKSHOP, *b"LSV", NOW));
	});
}

#[test]
fn is_read_from_json() {
	let json = r#"{
		"registrars": [2],
		"accreditations": [[4, "workshop"], [4, "deviceMaker"]],
		"makers": [[5, [[87, 86, 87]]]]
	}"#;
	let genesis: GenesisConfig<Test> = serde_json::from_str(json).unwrap();
	Chain::of(genesis).build_and_execute(|| {
		assert!(Directory::acts_as(&WORKSHOP, Role::DeviceMaker, NOW));
		assert!(Directory::makes(&DRIVER, *b"WVW", NOW));
	});
}

#[test]
#[should_panic = "a maker, and nobody else, has 1 to 16 WMIs"]
fn stops_at_a_maker_without_identifiers() {
	makers(&[]).build_and_execute(|| ());
}

#[test]
#[should_panic = "a maker, and nobody else, has 1 to 16 WMIs"]
fn stops_at_a_maker_with_too_many_identifiers() {
	makers(&[*b"WVW"; 17]).build_and_execute(|| ());
}

#[test]
#[should_panic = "a role is given twice"]
fn stops_at_a_role_given_twice() {
	let registrars = vec![REGISTRAR, REGISTRAR];
	Chain::of(GenesisConfig { registrars, ..Default::default() }).build_and_execute(|| ());
}
