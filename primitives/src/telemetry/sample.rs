//! One reading of a car, in whole numbers.

use crate::{Moment, Odometer};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most signals in one sample besides odometer and speed.
pub const MAX_SIGNALS: u32 = 16;

/// What a device measured at one moment. The SCALE encoding is part of the ledger protocol: it is a leaf of the batch's tree.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Sample {
	/// When.
	pub at: Moment,
	/// VSS `Vehicle.TraveledDistance`.
	pub odometer: Odometer,
	/// VSS `Vehicle.Speed` in hundredths of a kilometre an hour, up to 655.35 km/h; `None` where it is not known.
	pub speed: Option<u16>,
	/// What else was measured, in ascending order of id, each id once.
	pub signals: BoundedVec<Signal, ConstU32<MAX_SIGNALS>>,
}

impl Sample {
	/// Whether the signals stand in ascending order of id, each id once: then two equal measurements have one encoding.
	pub fn has_ordered_signals(&self) -> bool {
		let later = self.signals.iter().skip(1);
		self.signals.iter().zip(later).all(|(one, next)| one.id < next.id)
	}
}

/// The value of one VSS signal.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Signal {
	/// Which signal: an id of [`SIGNALS`]. Others are taken too, for tables grow.
	pub id: u16,
	/// Its value, in steps of [`SignalKind::steps`] to the unit.
	pub value: i32,
}

/// What an id of a signal stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignalKind {
	/// The id, for ever.
	pub id: u16,
	/// The path in VSS 6.
	pub path: &'static str,
	/// The unit, as VSS names it.
	pub unit: &'static str,
	/// How many steps of the value make one unit.
	pub steps: u16,
}

const fn kind(id: u16, path: &'static str, unit: &'static str, steps: u16) -> SignalKind {
	SignalKind { id, path, unit, steps }
}

/// The signals that have an id, in its order. Part of the ledger protocol: new ones are appended.
pub const SIGNALS: [SignalKind; 18] = [
	kind(1, "Vehicle.Powertrain.CombustionEngine.Speed", "rpm", 100),
	kind(2, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", "Celsius", 10),
	kind(3, "Vehicle.Powertrain.CombustionEngine.TPS", "percent", 100),
	kind(4, "Vehicle.Powertrain.CombustionEngine.MAF", "g/s", 100),
	kind(5, "Vehicle.Powertrain.CombustionEngine.MAP", "kPa", 10),
	kind(6, "Vehicle.Powertrain.CombustionEngine.Torque", "Nm", 10),
	kind(7, "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current", "percent", 100),
	kind(8, "Vehicle.Powertrain.TractionBattery.StateOfHealth", "percent", 100),
	kind(9, "Vehicle.Powertrain.TractionBattery.CurrentVoltage", "V", 100),
	kind(10, "Vehicle.Powertrain.TractionBattery.CurrentCurrent", "A", 100),
	kind(11, "Vehicle.Powertrain.TractionBattery.Temperature.Average", "Celsius", 10),
	kind(12, "Vehicle.LowVoltageBattery.CurrentVoltage", "V", 1_000),
	kind(13, "Vehicle.Acceleration.Longitudinal", "m/s^2", 1_000),
	kind(14, "Vehicle.Acceleration.Lateral", "m/s^2", 1_000),
	kind(15, "Vehicle.AngularVelocity.Yaw", "degrees/s", 100),
	kind(16, "Vehicle.Chassis.Accelerator.PedalPosition", "percent", 100),
	kind(17, "Vehicle.Chassis.Brake.PedalPosition", "percent", 100),
	kind(18, "Vehicle.Exterior.AirTemperature", "Celsius", 10),
];
