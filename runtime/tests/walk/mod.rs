//! A walk of random calls over the ledger: who calls, what they know, and how often which call succeeded.

pub mod driving;
pub mod leases;
pub mod loans;
pub mod participants;
pub mod records;
pub mod registry;
pub mod sales;
pub mod tokens;

use crate::common::{account, devices::Device, genesis_of, invariants, other_car, trade::TOKEN};
use carx_primitives::{
	telemetry::Batch, Action, Blocker, DeviceKey, Moment, Region, Role, Sample, Vin, DAY,
};
use carxchain_runtime::{
	configs::{dynamic_params, CertificatesPalletId, LeasesPalletId, RuntimeParameters},
	genesis::DEV_PRESET,
	AccountId, Assets, Balances, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, System,
	TransferCertificates, VehicleRegistry, UNIT,
};
use frame_support::{
	genesis_builder_helper::build_state,
	storage::storage_prefix,
	traits::{fungible::Mutate, fungibles, GetCallMetadata},
};
use pallet_participants::{ParticipantKind, RelationKey};
use pallet_vehicle_registry::{Description, Vehicle};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::{AccountIdConversion, Dispatchable},
	DispatchError,
};
use std::collections::BTreeMap;

/// Who does what, by number. The others own cars.
pub const REGISTRAR: usize = 0;
pub const WORKSHOPS: [usize; 2] = [3, 4];
pub const INSPECTOR: usize = 5;
pub const INSURER: usize = 6;
pub const LENDER: usize = 7;
pub const MAKER: usize = 8;
pub const REGULATOR: usize = 9;
pub const OWNERS: [usize; 4] = [LESSOR, 2, 10, 11];
/// An owner who leases cars out by trade.
pub const LESSOR: usize = 1;
pub const LESSORS: [usize; 2] = [LESSOR, LENDER];
const ACTORS: usize = 12;
const CARS: usize = 8;
const DEVICES: usize = 10;

/// As what each is accredited, as long as nobody takes it away.
pub const HOLDERS: [(usize, Role); 10] = [
	(REGISTRAR, Role::Registrar),
	(WORKSHOPS[0], Role::Workshop),
	(WORKSHOPS[1], Role::Workshop),
	(INSPECTOR, Role::Inspector),
	(INSURER, Role::Insurer),
	(LENDER, Role::Lender),
	(LENDER, Role::Lessor),
	(LESSOR, Role::Lessor),
	(MAKER, Role::Maker),
	(REGULATOR, Role::Regulator),
];

pub const REGIONS: [Region; 2] = [Region::from_bytes(*b"US"), Region::from_bytes(*b"DE")];

/// What the walk remembers.
type Memory = Box<dyn FnOnce(&mut Walk)>;

/// A call, by whom, and what the walk remembers if it succeeds.
pub struct Attempt {
	origin: RuntimeOrigin,
	call: RuntimeCall,
	on_success: Option<Memory>,
}

impl Attempt {
	pub fn new(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> Self {
		Self { origin, call: call.into(), on_success: None }
	}

	pub fn then(self, on_success: impl FnOnce(&mut Walk) + 'static) -> Self {
		Self { on_success: Some(Box::new(on_success)), ..self }
	}
}

/// A kind of attempt.
pub type Generator = fn(&mut Walk) -> Attempt;

/// A batch that was submitted, with what is in it.
#[derive(Clone)]
pub struct Drive {
	pub device: usize,
	pub batch: Batch,
	pub samples: [Sample; 2],
}

/// An application for registration.
pub type Wish = (Vin, AccountId, Region, Description);

/// How often something was tried, and how often it succeeded.
#[derive(Clone, Copy, Default)]
pub struct Tally {
	pub tried: u32,
	pub succeeded: u32,
}

/// The walk, and what it remembers in order to make plausible calls.
pub struct Walk {
	random: u64,
	menu: Vec<Generator>,
	pub actors: Vec<AccountId>,
	/// The cars that the walk is about; others were forgotten.
	pub cars: Vec<Vin>,
	next_car: u32,
	pub odometers: BTreeMap<Vin, u32>,
	pub wishes: Vec<Wish>,
	pub relations: Vec<RelationKey<AccountId>>,
	pub disputes: Vec<(Vin, u32)>,
	pub devices: Vec<Device>,
	pub next_device: u32,
	/// Until when each device has reported, and what its odometer showed then.
	pub reported: BTreeMap<DeviceKey, (Moment, u32)>,
	pub drives: Vec<Drive>,
	/// Batches that were sealed and not submitted, the oldest first.
	pub missing: Vec<Drive>,
	pub tallies: BTreeMap<(&'static str, &'static str), Tally>,
	/// By pallet and name.
	pub errors: BTreeMap<(u8, &'static str), u32>,
}

impl Walk {
	/// A walk on a chain that has the actors with their accreditations.
	pub fn begin(seed: u64) -> Self {
		build_state::<RuntimeGenesisConfig>(genesis_of(DEV_PRESET)).unwrap();
		System::set_block_number(1);
		pallet_timestamp::Now::<Runtime>::put(crate::common::START);
		let named = Sr25519Keyring::iter().take(6).map(account);
		let actors = named.chain((6..ACTORS as u8).map(|number| AccountId::new([number; 32])));
		let actors = actors.collect::<Vec<_>>();
		for actor in &actors {
			Balances::mint_into(actor, 10_000_000 * UNIT).unwrap();
		}
		issue_tokens(&actors);
		let devices = (0..DEVICES as u32).map(Device::new).collect();
		let menu = [
			participants::MENU.as_slice(),
			registry::MENU.as_slice(),
			records::MENU.as_slice(),
			driving::MENU.as_slice(),
			sales::MENU.as_slice(),
			leases::MENU.as_slice(),
			tokens::MENU.as_slice(),
			loans::MENU.as_slice(),
		];
		let dishes = menu.concat().into_iter();
		let menu =
			dishes.flat_map(|(weight, generator)| std::iter::repeat_n(generator, weight)).collect();
		let mut walk = Self {
			random: seed,
			menu,
			actors,
			cars: (0..CARS as u32).map(other_car).collect(),
			next_car: CARS as u32,
			odometers: BTreeMap::new(),
			wishes: Vec::new(),
			relations: Vec::new(),
			disputes: Vec::new(),
			devices,
			next_device: DEVICES as u32,
			reported: BTreeMap::new(),
			drives: Vec::new(),
			missing: Vec::new(),
			tallies: BTreeMap::new(),
			errors: BTreeMap::new(),
		};
		walk.settle();
		let transferable = dynamic_params::leasing_tokens::PointsTransferable;
		let key_value = RuntimeParameters::LeasingTokens(
			dynamic_params::leasing_tokens::Parameters::PointsTransferable(
				transferable,
				Some(true),
			),
		);
		let set = pallet_parameters::Call::<Runtime>::set_parameter { key_value };
		RuntimeCall::from(set).dispatch(RuntimeOrigin::root()).unwrap();
		walk
	}

	/// Everybody is what they are, and has the first cars.
	fn settle(&mut self) {
		let (kind, profile_hash) = (ParticipantKind::Organisation, [0; 32]);
		for actor in 1..ACTORS {
			let register = pallet_participants::Call::<Runtime>::register { kind, profile_hash };
			let _ = RuntimeCall::from(register).dispatch(self.by(actor));
		}
		for (actor, role) in HOLDERS.into_iter().skip(1) {
			let (who, scope) = (self.actors[actor].clone(), participants::scope(role));
			let accredit = pallet_participants::Call::<Runtime>::accredit {
				who,
				role,
				scope,
				expires_at: None,
			};
			RuntimeCall::from(accredit).dispatch(RuntimeOrigin::root()).unwrap();
		}
		for (number, vin) in self.cars.clone().into_iter().enumerate() {
			let owner = self.actors[OWNERS[number % OWNERS.len()]].clone();
			let register = pallet_vehicle_registry::Call::<Runtime>::register_vehicle {
				vin,
				owner,
				region: REGIONS[0],
				description: crate::common::description(),
				role: Role::Registrar,
			};
			RuntimeCall::from(register).dispatch(self.by(REGISTRAR)).unwrap();
		}
	}

	/// One call.
	pub fn step(&mut self) {
		if self.chance(6) {
			self.pass_time();
		}
		let generator = self.pick(&self.menu.clone());
		let Attempt { origin, call, on_success } = generator(self);
		let metadata = call.get_call_metadata();
		let locked = passes_title(&call).then(|| self.locked());
		let tally = self.tallies.entry((metadata.pallet_name, metadata.function_name)).or_default();
		tally.tried += 1;
		match call.dispatch(origin) {
			Ok(_) => {
				tally.succeeded += 1;
				for (vin, owner) in locked.into_iter().flatten() {
					assert_eq!(Self::owner(&vin), Some(owner), "a blocked car changed hands");
				}
				if let Some(remember) = on_success {
					remember(self);
				}
			},
			Err(failure) => {
				let (pallet, name) = match failure.error {
					DispatchError::Module(error) => (error.index, error.message.unwrap_or("?")),
					other => (u8::MAX, other.into()),
				};
				*self.errors.entry((pallet, name)).or_default() += 1;
			},
		}
		forget_events();
	}

	/// The time goes on: by minutes, now and then by days, seldom by weeks.
	fn pass_time(&mut self) {
		let longest = match self.below(100) {
			0..80 => DAY / 24,
			80..98 => 3 * DAY,
			_ => 30 * DAY,
		};
		let seconds = 1 + self.below(longest / 1_000);
		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += 1_000 * seconds);
		System::set_block_number(System::block_number() + seconds as u32);
	}

	/// The cars, with their owners, whose title must not pass now: something stands in the way besides the lock of the contract itself and
	/// liens that their holders let go for money.
	fn locked(&self) -> Vec<(Vin, AccountId)> {
		let own = |holder: &AccountId| {
			[CertificatesPalletId::get(), LeasesPalletId::get()]
				.map(|id| id.into_account_truncating())
				.contains(holder)
		};
		let is_locked = |vin: &Vin| {
			let quoted = TransferCertificates::pay_offs(*vin);
			VehicleRegistry::can(Action::Sell, *vin).iter().any(|blocker| match blocker {
				Blocker::Encumbrance { id, holder, .. } => {
					!own(holder) && quoted.iter().all(|quote| quote.id != *id)
				},
				_ => true,
			})
		};
		let cars = self.cars.iter().filter(|vin| is_locked(vin));
		cars.filter_map(|vin| Some((*vin, Self::owner(vin)?))).collect()
	}

	/// What must hold at any time.
	pub fn check(&self) {
		invariants();
	}

	/// The next of the numbers that follow from the seed: SplitMix64.
	fn next(&mut self) -> u64 {
		self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut mixed = self.random;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		mixed ^ (mixed >> 31)
	}

	/// A number below `end`; 0 for none.
	pub fn below(&mut self, end: u64) -> u64 {
		self.next() % end.max(1)
	}

	pub fn chance(&mut self, percent: u64) -> bool {
		self.below(100) < percent
	}

	/// Whether the next call is meant to succeed.
	pub fn is_sane(&mut self) -> bool {
		self.chance(80)
	}

	pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
		self.choose(items).expect("there is something to pick from")
	}

	pub fn choose<T: Clone>(&mut self, items: &[T]) -> Option<T> {
		let place = self.below(items.len() as u64) as usize;
		items.get(place).cloned()
	}

	/// One of the items that is as it should be, if it is found soon.
	pub fn find<T: Clone>(&mut self, items: &[T], fits: impl Fn(&T) -> bool) -> Option<T> {
		(0..5).filter_map(|_| self.choose(items)).find(|item| fits(item))
	}

	pub fn by(&self, actor: usize) -> RuntimeOrigin {
		RuntimeOrigin::signed(self.actors[actor].clone())
	}

	pub fn anybody(&mut self) -> AccountId {
		self.pick(&self.actors.clone())
	}

	/// `who`, or anybody if it makes no sense.
	pub fn by_or_anybody(&mut self, who: Option<AccountId>) -> RuntimeOrigin {
		let who = who.filter(|_| self.chance(97)).unwrap_or_else(|| self.anybody());
		RuntimeOrigin::signed(who)
	}

	/// One of the cars; seldom one that nobody registered.
	pub fn car(&mut self) -> Vin {
		if self.chance(2) {
			return other_car(999_999);
		}
		self.pick(&self.cars.clone())
	}

	/// A car with which this can be done, if there is one; now and then any.
	pub fn free_car(&mut self, action: Action) -> Vin {
		let is_free = |vin: &&Vin| VehicleRegistry::can(action, **vin).is_empty();
		let free = self.cars.iter().filter(is_free).copied().collect::<Vec<_>>();
		self.choose(&free).filter(|_| self.chance(90)).unwrap_or_else(|| self.car())
	}

	/// A VIN that was never used.
	pub fn new_car(&mut self) -> Vin {
		self.next_car += 1;
		other_car(self.next_car)
	}

	/// The car comes in place of one that was scrapped, or now and then of any; else the walk forgets it.
	pub fn put_car(&mut self, vin: Vin) {
		use carx_primitives::VehicleStatus::Scrapped;
		let scrapped = self
			.cars
			.iter()
			.position(|vin| Self::vehicle(vin).is_some_and(|it| it.status == Scrapped));
		let any = self.below(CARS as u64) as usize;
		if let Some(place) = scrapped.or(self.chance(10).then_some(any)) {
			self.cars[place] = vin;
		}
	}

	pub fn vehicle(vin: &Vin) -> Option<Vehicle<AccountId>> {
		pallet_vehicle_registry::Vehicles::<Runtime>::get(vin)
	}

	pub fn owner(vin: &Vin) -> Option<AccountId> {
		Self::vehicle(vin).map(|vehicle| vehicle.owner)
	}

	/// A moment up to `span` ago.
	pub fn lately(&mut self, span: Moment) -> Moment {
		crate::common::now() - self.below(span)
	}
}

/// Whether a title passes by this call, other than by governance.
fn passes_title(call: &RuntimeCall) -> bool {
	use pallet_transfer_certificates::Call as Sale;
	matches!(
		call,
		RuntimeCall::VehicleRegistry(pallet_vehicle_registry::Call::accept_title { .. })
			| RuntimeCall::TransferCertificates(
				Sale::settle_sale { .. } | Sale::resolve_sale { .. }
			) | RuntimeCall::Leases(pallet_leases::Call::buy_out { .. })
	)
}

/// Gives everybody the same amount of a token.
fn issue_tokens(actors: &[AccountId]) {
	let owner = actors[REGISTRAR].clone();
	<Assets as fungibles::Create<_>>::create(TOKEN, owner, true, 1).unwrap();
	for actor in actors {
		<Assets as fungibles::Mutate<_>>::mint_into(TOKEN, actor, 1_000_000 * UNIT).unwrap();
	}
}

/// Events are not what a walk looks at, and would pile up. `System::reset_events` looks through the whole state for topics; there are none.
fn forget_events() {
	for item in [b"Events".as_slice(), b"EventCount"] {
		sp_io::storage::clear(&storage_prefix(b"System", item));
	}
}

/// Keeps a list short: what falls out is forgotten.
pub fn remember<T>(list: &mut Vec<T>, item: T) {
	if list.len() >= 30 {
		list.remove(0);
	}
	list.push(item);
}
