//! Tests of real node processes: each test starts its own, on free ports and in folders of its own.

mod chain_specs;
mod ledger;
mod modes;
mod network;
mod parallel;
mod records;
mod restart;
mod rpc;
mod tools;
mod trade;

use carx_network::node as harness;
