//! Tests of real node processes: each test starts its own, on free ports and in folders of its own.

mod harness;
mod ledger;
mod network;
mod records;
mod restart;
mod rpc;
mod tools;
mod trade;
