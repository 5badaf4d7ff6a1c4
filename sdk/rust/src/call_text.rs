//! Calls as the people who vote on them read them.

use crate::AccountId;
use scale_info::{PortableRegistry, TypeDef, TypeDefPrimitive};
use std::fmt::{self, Write};
use subxt::{
	ext::scale_value::{
		scale::decode_as_type, stringify::to_writer_custom, Composite, Primitive, Value, ValueDef,
		Variant,
	},
	metadata::Metadata,
};

type Typed = Value<u32>;

/// Calls in calls that are still shown as calls, and not as bytes.
const MAX_DEPTH: u32 = 4;

/// The call of these bytes in words: accounts in SS58, other bytes in hexadecimal, and the calls that it carries as calls. Bytes that are no
/// call of the chain with this metadata are shown as they are.
pub fn describe(bytes: &[u8], metadata: &Metadata) -> String {
	let described = decode(bytes, metadata).and_then(|call| {
		let call = readable(call, metadata, MAX_DEPTH);
		let mut text = String::new();
		to_writer_custom().add_custom_formatter(plain).write(&call, &mut text).ok()?;
		Some(text)
	});
	described.unwrap_or_else(|| format!("0x{}", hex::encode(bytes)))
}

/// Accounts and bytes are texts by now, and need no quotes.
fn plain(value: &Typed, out: &mut &mut String) -> Option<fmt::Result> {
	match &value.value {
		ValueDef::Primitive(Primitive::String(text)) => Some(out.write_str(text)),
		_ => None,
	}
}

fn decode(mut bytes: &[u8], metadata: &Metadata) -> Option<Typed> {
	let call = metadata.outer_enums().call_enum_ty();
	let call = decode_as_type(&mut bytes, call, metadata.types()).ok()?;
	bytes.is_empty().then_some(call)
}

/// The value with what people know by another form than its bytes replaced.
fn readable(value: Typed, metadata: &Metadata, depth: u32) -> Typed {
	let path = metadata.types().resolve(value.context).map(|ty| &ty.path);
	match path.and_then(|path| path.ident()).as_deref() {
		Some("AccountId32") => {
			let account = bytes_of(&value).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
			match account {
				Some(account) => text(AccountId::from(account).to_string(), value.context),
				None => value,
			}
		},
		// A call that is scheduled or planned, as `Bounded` of the SDK carries it.
		Some("Bounded") if depth > 0 => match inline(&value, metadata) {
			Some(call) => readable(call, metadata, depth - 1),
			None => each(value, metadata, depth),
		},
		_ if is_bytes(value.context, metadata.types()) => match bytes_of(&value) {
			Some(bytes) => text(format!("0x{}", hex::encode(bytes)), value.context),
			None => value,
		},
		_ => each(value, metadata, depth),
	}
}

/// Whether values of a type are lists of bytes.
fn is_bytes(ty: u32, types: &PortableRegistry) -> bool {
	let definition = |id| types.resolve(id).map(|ty| &ty.type_def);
	let element = match definition(ty) {
		Some(TypeDef::Sequence(list)) => list.type_param.id,
		Some(TypeDef::Array(list)) => list.type_param.id,
		_ => return false,
	};
	matches!(definition(element), Some(TypeDef::Primitive(TypeDefPrimitive::U8)))
}

fn text(text: String, context: u32) -> Typed {
	Value { value: ValueDef::Primitive(Primitive::String(text)), context }
}

fn each(Value { value, context }: Typed, metadata: &Metadata, depth: u32) -> Typed {
	let fields = |fields: Composite<u32>| match fields {
		Composite::Named(fields) => Composite::Named(
			fields
				.into_iter()
				.map(|(name, field)| (name, readable(field, metadata, depth)))
				.collect(),
		),
		Composite::Unnamed(fields) => Composite::Unnamed(
			fields.into_iter().map(|field| readable(field, metadata, depth)).collect(),
		),
	};
	let value = match value {
		ValueDef::Composite(composite) => ValueDef::Composite(fields(composite)),
		ValueDef::Variant(Variant { name, values }) => {
			ValueDef::Variant(Variant { name, values: fields(values) })
		},
		other => other,
	};
	Value { value, context }
}

fn inline(value: &Typed, metadata: &Metadata) -> Option<Typed> {
	match &value.value {
		ValueDef::Variant(Variant { name, values }) if name == "Inline" => {
			let bytes = bytes_of(values.values().next()?)?;
			decode(&bytes, metadata)
		},
		_ => None,
	}
}

/// The bytes of a list of bytes, or of a wrapper of one.
fn bytes_of(value: &Typed) -> Option<Vec<u8>> {
	let ValueDef::Composite(Composite::Unnamed(values)) = &value.value else { return None };
	match values.as_slice() {
		[only] if matches!(only.value, ValueDef::Composite(_)) => bytes_of(only),
		bytes => bytes.iter().map(|byte| u8::try_from(byte.as_u128()?).ok()).collect(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{generated::calls, Call};

	fn described(call: &Call) -> String {
		let metadata = crate::generated::metadata();
		describe(&calls::encode(&call.0, &metadata).unwrap(), &metadata)
	}

	#[test]
	fn accounts_bytes_and_planned_calls_can_be_read() {
		let metadata = crate::generated::metadata();
		let who = crate::Signer::dev("bob").unwrap().account();
		let arguments = format!("{{ who: {who} }}");
		let expel = calls::parse("ValidatorSet.expel_validator", &arguments, &metadata).unwrap();
		assert_eq!(
			described(&Call(expel)),
			format!("ValidatorSet (expel_validator {{ who: {who} }})")
		);
		let upgrade = Call::authorize_upgrade([7; 32]);
		let plan = calls::plan(calls::encode(&upgrade.0, &metadata).unwrap());
		let text = described(&Call(plan));
		assert!(text.starts_with("Enactment (plan_call"), "{text}");
		assert!(text.contains(&format!("code_hash: (0x{})", "07".repeat(32))), "{text}");
	}

	#[test]
	fn bytes_are_shown_by_their_type() {
		let metadata = crate::generated::metadata();
		let batch = calls::parse("Utility.batch", "{ calls: () }", &metadata).unwrap();
		assert_eq!(described(&Call(batch)), "Utility (batch { calls: () })");
		let remark = calls::parse("System.remark", "{ remark: \"\" }", &metadata).unwrap();
		assert_eq!(described(&Call(remark)), "System (remark { remark: 0x })");
		let kill = "{ prefix: 0x0102, subkeys: 3 }";
		let kill = calls::parse("System.kill_prefix", kill, &metadata).unwrap();
		assert_eq!(described(&Call(kill)), "System (kill_prefix { prefix: 0x0102, subkeys: 3 })");
	}

	#[test]
	fn what_is_no_call_is_shown_as_it_is() {
		assert_eq!(describe(&[255, 1], &crate::generated::metadata()), "0xff01");
	}
}
