//! Who may do what only somebody with power may: every call of every pallet, with every committee, against the table in
//! `docs/governance.md`.

mod common;

use carxchain_runtime::{
	configs::{
		ArbitersInstance, AuditInstance, ExecutiveInstance, PersonnelInstance, RiskInstance,
	},
	genesis, AccountId, RuntimeCall, RuntimeOrigin,
};
use codec::{Compact, Decode, Encode};
use common::{metadata::metadata, *};
use frame_support::traits::GetCallMetadata;
use pallet_collective::RawOrigin;
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use sp_runtime::{traits::Dispatchable, DispatchError, MultiAddress};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
};

/// Seats of each committee of the preset.
const SEATS: u32 = 3;

type Origins = Vec<(&'static str, RuntimeOrigin)>;

/// Every body that decides, with the votes that it takes, by the names of the table; and somebody who signs for themselves.
fn deciders() -> Origins {
	fn votes<I>(agree: u32) -> RuntimeOrigin
	where
		RuntimeOrigin: From<RawOrigin<AccountId, I>>,
	{
		RawOrigin::<AccountId, I>::Members(agree, SEATS).into()
	}
	vec![
		("root", RuntimeOrigin::root()),
		("arbiters", votes::<ArbitersInstance>(2)),
		("executive", votes::<ExecutiveInstance>(2)),
		("risk", votes::<RiskInstance>(2)),
		("personnel", votes::<PersonnelInstance>(2)),
		("audit", votes::<AuditInstance>(2)),
		("signed", RuntimeOrigin::signed(account(OWNER))),
	]
}

/// Who must be refused whatever only a decider may: too few votes, one member, nobody.
fn outsiders() -> Origins {
	vec![
		("one arbiter", RawOrigin::<AccountId, ArbitersInstance>::Members(1, SEATS).into()),
		(
			"one of the executive",
			RawOrigin::<AccountId, ExecutiveInstance>::Members(1, SEATS).into(),
		),
		("one of risk", RawOrigin::<AccountId, RiskInstance>::Members(1, SEATS).into()),
		("one of personnel", RawOrigin::<AccountId, PersonnelInstance>::Members(1, SEATS).into()),
		("one of audit", RawOrigin::<AccountId, AuditInstance>::Members(1, SEATS).into()),
		("a member", RawOrigin::<AccountId, ExecutiveInstance>::Member(account(OWNER)).into()),
		("nobody", RuntimeOrigin::none()),
	]
}

/// Appends the bytes of some value of a type: zeros where they are a value, a right VIN where one is asked for.
fn some_value(types: &PortableRegistry, id: u32, out: &mut Vec<u8>) {
	let known = types.resolve(id).expect("the type is in the registry");
	match known.path.segments.last().map(String::as_str) {
		Some("Vin") => return car().encode_to(out),
		Some("Region") => return REGION.encode_to(out),
		// A call in a call: `System::remark` without text.
		Some("RuntimeCall") => return out.extend([0, 0, 0]),
		_ => {},
	}
	let fields = |fields: &[Field<PortableForm>], out: &mut Vec<u8>| {
		for field in fields {
			some_value(types, field.ty.id, out);
		}
	};
	match &known.type_def {
		TypeDef::Composite(composite) => fields(&composite.fields, out),
		TypeDef::Variant(variants) => {
			let first = variants.variants.iter().min_by_key(|variant| variant.index);
			let first = first.expect("an argument has a value");
			out.push(first.index);
			fields(&first.fields, out);
		},
		TypeDef::Sequence(_) | TypeDef::BitSequence(_) => Compact(0u32).encode_to(out),
		TypeDef::Compact(_) => out.push(0),
		TypeDef::Array(array) => {
			(0..array.len).for_each(|_| some_value(types, array.type_param.id, out))
		},
		TypeDef::Tuple(tuple) => tuple.fields.iter().for_each(|id| some_value(types, id.id, out)),
		TypeDef::Primitive(primitive) => {
			let bytes = match primitive {
				TypeDefPrimitive::Bool | TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => 1,
				TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
				TypeDefPrimitive::U32 | TypeDefPrimitive::I32 | TypeDefPrimitive::Char => 4,
				TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
				TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
				TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => 32,
				TypeDefPrimitive::Str => return out.push(0),
			};
			out.resize(out.len() + bytes, 0);
		},
	}
}

/// What some calls look at before they look at who calls: a token and a finding.
fn prepare() {
	let owner = MultiAddress::Id(account(OWNER));
	let create = pallet_assets::Call::force_create {
		id: Compact(0),
		owner,
		is_sufficient: true,
		min_balance: 1,
	};
	let publish = pallet_audits::Call::publish_audit {
		subject: pallet_audits::Subject::Accounts,
		report: [1; 32],
		locator: Default::default(),
	};
	let find = pallet_audits::Call::add_finding {
		audit: 0,
		description: [2; 32],
		severity: pallet_audits::Severity::Low,
		answer_by: None,
	};
	RuntimeCall::from(create).dispatch(RuntimeOrigin::root()).unwrap();
	for call in [publish, find] {
		let audit = RawOrigin::<AccountId, AuditInstance>::Members(2, SEATS);
		RuntimeCall::from(call).dispatch(audit.into()).unwrap();
	}
}

/// Runs `check` on a chain that is governed as one that matters.
fn network(check: impl FnOnce()) {
	on_preset(genesis::LOCAL_PRESET, || {
		prepare();
		check();
	});
}

/// One call of each kind that the runtime has.
fn all_calls() -> Vec<RuntimeCall> {
	let metadata = metadata();
	let mut calls = Vec::new();
	for pallet in &metadata.pallets {
		let Some(kinds) = &pallet.calls else { continue };
		let TypeDef::Variant(kinds) = &metadata.types.resolve(kinds.ty.id).unwrap().type_def else {
			panic!("the calls of {} are no enum", pallet.name);
		};
		for kind in &kinds.variants {
			let mut bytes = vec![pallet.index, kind.index];
			for field in &kind.fields {
				some_value(&metadata.types, field.ty.id, &mut bytes);
			}
			let call = RuntimeCall::decode(&mut &bytes[..])
				.unwrap_or_else(|error| panic!("{}::{}: {error}", pallet.name, kind.name));
			calls.push(call);
		}
	}
	calls
}

fn name_of(call: &RuntimeCall) -> String {
	let names = call.get_call_metadata();
	format!("{}.{}", names.pallet_name, names.function_name)
}

fn is_refused(call: &RuntimeCall, origin: &RuntimeOrigin) -> bool {
	let outcome = hypothetically(|| call.clone().dispatch(origin.clone()));
	outcome.is_err_and(|failure| failure.error == DispatchError::BadOrigin)
}

/// The rows of the table: a call, and who may do it beside those who sign for themselves.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
	let page = fs::read_to_string("../docs/governance.md").expect("docs/governance.md");
	let rows = page.lines().filter_map(|line| {
		let mut cells = line.strip_prefix("| `")?.trim_end_matches('|').split('|');
		let call = cells.next()?.trim().trim_end_matches('`');
		let who = cells.next()?.split(',').map(|who| who.trim().to_owned());
		call.contains('.').then(|| (call.to_owned(), who.collect()))
	});
	rows.collect()
}

#[test]
fn every_power_is_with_the_committee_that_the_documentation_names() {
	network(|| {
		let mut table = BTreeMap::new();
		for call in
			all_calls().into_iter().filter(|call| !OPEN_TO_ALL.contains(&name_of(call).as_str()))
		{
			let who: BTreeSet<_> = deciders()
				.into_iter()
				.filter(|(_, origin)| !is_refused(&call, origin))
				.map(|(name, _)| name.to_owned())
				.collect();
			// What a signature alone suffices for is no power.
			if who.iter().any(|name| name != "signed") {
				table.insert(name_of(&call), who);
			}
		}
		let documented = documented();
		let show = |table: &BTreeMap<String, BTreeSet<String>>| {
			let row = |(call, who): (&String, &BTreeSet<String>)| {
				format!("| `{call}` | {} |", who.iter().cloned().collect::<Vec<_>>().join(", "))
			};
			table.iter().map(row).collect::<Vec<_>>().join("\n")
		};
		assert_eq!(show(&table), show(&documented), "docs/governance.md says something else");
	});
}

#[test]
fn no_power_is_with_a_minority_a_single_member_or_nobody() {
	network(|| {
		for call in all_calls() {
			let call_name = name_of(&call);
			for (name, origin) in outsiders() {
				// Nodes hand these in as nobody; the time of this block is set already.
				if name == "nobody" && FOR_NODES.contains(&call_name.as_str()) {
					continue;
				}
				let is_open = OPEN_TO_ALL.contains(&call_name.as_str())
					|| name != "nobody"
						&& call_name.starts_with("Utility.")
						&& !is_refused(&call, &origin);
				assert_eq!(is_refused(&call, &origin), !is_open, "{call_name} by {name}");
			}
		}
	});
}

#[test]
fn whatever_is_no_power_is_open_to_who_signs() {
	network(|| {
		let signed = RuntimeOrigin::signed(account(OWNER));
		let powers = documented();
		for call in all_calls() {
			let name = name_of(&call);
			let is_for_nodes = FOR_NODES.contains(&name.as_str());
			assert_eq!(
				is_refused(&call, &signed),
				is_for_nodes || powers.get(&name).is_some_and(|who| !who.contains("signed")),
				"{name} signed"
			);
		}
	});
}

/// What nodes hand in: the time, and evidence.
const FOR_NODES: [&str; 2] = ["Timestamp.set", "Grandpa.report_equivocation_unsigned"];

/// Calls that ask for no origin at all: they do what was authorised, or nothing. So no power.
const OPEN_TO_ALL: [&str; 2] = ["System.apply_authorized_upgrade", "System.remark"];
