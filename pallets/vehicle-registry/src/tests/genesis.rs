use super::*;

#[test]
fn appoints_the_first_registrars() {
	Chain::empty().build_and_execute(|| {
		assert!(Registrars::<Test>::iter_keys().eq([REGISTRAR]));
	});
}
