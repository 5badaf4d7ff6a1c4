use super::*;

#[test]
fn show_where_a_car_lives_and_what_is_on_its_way() {
	Network::run(|network| {
		network.on(A, || {
			assert_eq!(TitleDirectory::pending_claim(VIN), None);
			register(VIN, ANA);
			assert_eq!(TitleDirectory::pending_claim(VIN), Some(message(A, 0)));
		});
		assert_eq!(network.on(RELAY, || TitleDirectory::home(VIN)), None);
		network.settle();
		network.depart((A, B), VIN, ANA);
		let moving = Moving { message: message(A, 1), target: id(B) };
		network.on(A, || {
			assert_eq!(TitleDirectory::pending_claim(VIN), None);
			assert_eq!(TitleDirectory::pending_move(VIN), Some(moving));
			// What the relay knows is asked of the relay.
			assert_eq!((TitleDirectory::home(VIN), TitleDirectory::homes(id(A))), (None, 0));
		});
		assert_eq!(network.on(B, || TitleDirectory::expectation(VIN, ANA)), Some(id(A)));
		network.carry(A, route(A, B, Lane::Vehicles), 1);
		network.on(RELAY, || {
			let home = Home { chain: id(A), moving: Some(moving) };
			assert_eq!(TitleDirectory::home(VIN), Some(home));
			assert_eq!(TitleDirectory::homes(id(A)), 1);
		});
		network.settle();
		assert_eq!(network.on(A, || TitleDirectory::pending_move(VIN)), None);
		assert_eq!(network.on(B, || TitleDirectory::expectation(VIN, ANA)), None);
	});
}
