use super::*;

const EARTH_RADIUS_KM: f64 = 6_371.0;

fn place(latitude: i8, longitude: i16) -> Place {
	Place { latitude, longitude }
}

/// The way along a great circle, by the haversine formula.
fn distance_km(one: (f64, f64), other: (f64, f64)) -> f64 {
	let [(lat1, lon1), (lat2, lon2)] =
		[one, other].map(|(lat, lon)| (lat.to_radians(), lon.to_radians()));
	let h = ((lat2 - lat1) / 2.0).sin().powi(2)
		+ lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
	2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

/// The first device saw the car from 50,000 to 50,020 km.
fn sighting() -> Sighting {
	Sighting {
		device: DEVICE,
		started_at: NOW,
		ended_at: NOW + HOUR,
		odometer_start: metres(50_000_000),
		odometer_end: metres(50_020_000),
		place: None,
	}
}

/// Another device saw it `after` the end of [`sighting`], for an hour.
fn other(after: Moment, odometer_start: u32) -> Sighting {
	Sighting {
		device: [0xD2; 32],
		started_at: NOW + HOUR + after,
		ended_at: NOW + 2 * HOUR + after,
		odometer_start: metres(odometer_start),
		odometer_end: metres(odometer_start + 20_000),
		place: None,
	}
}

fn conflict(one: &Sighting, other: &Sighting) -> Option<Conflict> {
	let conflict = one.conflict(other);
	assert_eq!(other.conflict(one), conflict);
	conflict
}

#[test]
fn of_two_odometers_on_one_day_conflict() {
	assert_eq!(conflict(&sighting(), &other(5 * HOUR, 92_000_000)), Some(Conflict::Odometer));
	assert_eq!(conflict(&sighting(), &other(5 * HOUR, 8_000_000)), Some(Conflict::Odometer));
	assert_eq!(conflict(&sighting(), &other(DAY + 1, 92_000_000)), None);
}

#[test]
fn tolerate_what_devices_differ_by_and_a_car_drives() {
	for (after, metres) in [(0, 50_000), (12 * HOUR, 1_050_000), (DAY, 2_050_000)] {
		assert_eq!(conflict(&sighting(), &other(after, 50_020_000 + metres)), None);
		let beyond = other(after, 50_020_001 + metres);
		assert_eq!(conflict(&sighting(), &beyond), Some(Conflict::Odometer));
	}
}

#[test]
fn of_one_device_are_compared_by_place_alone() {
	let same = Sighting { device: DEVICE, ..other(0, 92_000_000) };
	assert_eq!(conflict(&sighting(), &same), None);
	let here = Sighting { place: Some(place(39, 116)), ..sighting() };
	let there = Sighting { place: Some(place(-34, 18)), ..same };
	assert_eq!(conflict(&here, &there), Some(Conflict::Travel));
}

#[test]
fn allow_a_thousand_kilometres_an_hour_and_ten_minutes_for_the_clocks() {
	// Beijing to Shanghai: 7 whole degrees of latitude between the cells, 770 km.
	let (beijing, shanghai) = (place(39, 116), place(31, 121));
	assert_eq!(beijing.min_distance_km(&shanghai), 770);
	let at = |place, ended_at| Sighting { place: Some(place), ended_at, ..sighting() };
	let start = at(beijing, NOW + HOUR);
	let needed = 770 * 3_600 - 10 * 60 * 1_000;
	assert_eq!(conflict(&start, &at(shanghai, NOW + HOUR + needed)), None);
	let sooner = at(shanghai, NOW + HOUR + needed - 1);
	assert_eq!(conflict(&start, &sooner), Some(Conflict::Travel));
}

#[test]
fn in_neighbouring_cells_are_at_no_distance() {
	for (one, other) in [
		(place(39, 116), place(39, 116)),
		(place(39, 116), place(40, 117)),
		(place(0, 179), place(0, -180)),
		(place(89, 0), place(89, -180)),
		(place(-1, -1), place(0, 0)),
	] {
		assert_eq!(one.min_distance_km(&other), 0);
	}
}

#[test]
fn shrink_with_latitude() {
	let across = |latitude| place(latitude, 0).min_distance_km(&place(latitude, 90));
	assert_eq!([0, 29, 59, 84].map(across), [6_205, 5_395, 3_115, 542]);
}

proptest! {
	#[test]
	fn are_never_nearer_than_the_bound(
		lats in [-90i8..90, -90i8..90],
		lons in [-180i16..180, -180i16..180],
		inside in [0.0f64..1.0, 0.0f64..1.0, 0.0f64..1.0, 0.0f64..1.0],
	) {
		let (one, other) = (place(lats[0], lons[0]), place(lats[1], lons[1]));
		prop_assert!(one.is_valid() && other.is_valid());
		let point = |place: Place, lat: f64, lon: f64| {
			(f64::from(place.latitude) + lat, f64::from(place.longitude) + lon)
		};
		let true_km =
			distance_km(point(one, inside[0], inside[1]), point(other, inside[2], inside[3]));
		let bound = one.min_distance_km(&other);
		prop_assert!(f64::from(bound) <= true_km, "{bound} > {true_km}");
		prop_assert_eq!(bound, other.min_distance_km(&one));
	}

	#[test]
	fn never_panic(latitude: i8, longitude: i16, times: (u64, u64), reading: u32) {
		let wild = Sighting {
			started_at: times.0,
			ended_at: times.1,
			odometer_start: metres(reading),
			place: Some(place(latitude, longitude)),
			..other(0, 0)
		};
		conflict(&wild, &Sighting { place: Some(place(0, 0)), ..sighting() });
		conflict(&wild, &wild);
	}

	#[test]
	fn of_one_honest_car_never_conflict(
		after in 0..3 * DAY,
		kmh in 0u64..80,
		difference in 0u32..50_000,
	) {
		let driven = (after * kmh / 3_600) as u32;
		prop_assert_eq!(conflict(&sighting(), &other(after, 50_020_000 + driven + difference)), None);
	}
}
