//! What no well-behaved client or peer sends.

use crate::{
	checks::{after, highest, Outcome},
	scenario::Scene,
	websocket::WebSocket,
};
use serde_json::json;
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpStream},
	time::{Duration, Instant},
};

/// The node that is attacked; the load writes through it too.
const ALICE: usize = 0;
/// Memory that an attacked node may hold more than before, in MiB.
const GROWTH: u64 = 300;
/// How long one connection may take.
const PATIENCE: Duration = Duration::from_secs(5);
const ROUNDS: usize = 5;
const BIG: usize = 20 << 20;
const DEPTH: usize = 100_000;
const ENTRIES: usize = 1_000;
const HALF_OPEN: usize = 100;
const PEERS: usize = 50;
/// How long half-open connections are held.
const HOLD: Duration = Duration::from_secs(5);
/// First message of the protocol by which peers agree on all others, with its length.
const MULTISTREAM: &[u8] = b"\x13/multistream/1.0.0\n";
const NOISE: &[u8] = b"\x07/noise\n";

/// Requests that are none, over HTTP and WebSocket.
pub fn rpc(scene: &mut Scene) -> Outcome {
	let address = scene.network.node(ALICE).rpc_address();
	let bodies = bodies(scene);
	let sent = bodies.len() * 2 * ROUNDS;
	attack(scene, format!("{sent} bad requests, {HALF_OPEN} half-open connections"), || {
		let open = half_open(address);
		for _ in 0..ROUNDS {
			for body in &bodies {
				http(address, body);
				websocket(address, body);
			}
			frames(address);
		}
		std::thread::sleep(HOLD);
		drop(open);
	})
}

fn bodies(scene: &mut Scene) -> Vec<Vec<u8>> {
	let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "state_getMetadata", "params": [] });
	let deep = ["[".repeat(DEPTH), "]".repeat(DEPTH)].concat();
	let deep_params =
		format!(r#"{{"jsonrpc":"2.0","id":1,"method":"system_name","params":{deep}}}"#);
	vec![
		Vec::new(),
		b"{".to_vec(),
		b"null".to_vec(),
		b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":".to_vec(),
		b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":7,\"params\":\"\"}".to_vec(),
		b"\xff\xfe\x00".to_vec(),
		scene.random.bytes(4_096),
		deep.into_bytes(),
		deep_params.into_bytes(),
		vec![b'a'; BIG],
		json!(vec![&request; ENTRIES]).to_string().into_bytes(),
		br#"{"jsonrpc":"2.0","id":1,"method":"carx_history","params":["",-1,1e99]}"#.to_vec(),
		br#"{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["0xff"]}"#.to_vec(),
	]
}

/// Errors are what the node may answer; whether it lives is looked at later.
fn http(address: SocketAddr, body: &[u8]) {
	let Some(mut stream) = connect(address) else { return };
	let head = format!(
		"POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
		Content-Length: {}\r\nConnection: close\r\n\r\n",
		body.len()
	);
	let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
	let mut answer = [0; 1024];
	let _ = stream.read(&mut answer);
}

fn websocket(address: SocketAddr, body: &[u8]) {
	let Ok(mut socket) = WebSocket::connect(address, PATIENCE) else { return };
	if socket.send(body).is_ok() && body.len() < BIG {
		// Only a well-formed request has an answer, and not each bad one has one.
		let _ = socket.send(br#"{"jsonrpc":"2.0","id":2,"method":"system_name","params":[]}"#);
		let _ = socket.receive();
	}
}

/// WebSocket frames with a length of 2^63 - 1, with reserved bits, and without an end.
fn frames(address: SocketAddr) {
	let mut endless = vec![0x81, 0xff];
	endless.extend(i64::MAX.to_be_bytes());
	endless.extend([0; 64]);
	for bytes in [&endless[..], &[0xf1, 0x80, 0, 0, 0, 0], &[0x01, 0x85, 0, 0, 0, 0, b'{']] {
		if let Ok(mut socket) = WebSocket::connect(address, PATIENCE) {
			let _ = socket.send_raw(bytes);
		}
	}
}

fn half_open(address: SocketAddr) -> Vec<TcpStream> {
	let open = |number: usize| {
		let mut stream = connect(address)?;
		let starts: [&[u8]; 3] =
			[b"", b"POST / HTT", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"];
		let _ = stream.write_all(starts[number % starts.len()]);
		Some(stream)
	};
	(0..HALF_OPEN).filter_map(open).collect()
}

fn connect(address: SocketAddr) -> Option<TcpStream> {
	let stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
	stream.set_read_timeout(Some(PATIENCE)).ok()?;
	stream.set_write_timeout(Some(PATIENCE)).ok()?;
	Some(stream)
}

/// Messages of peers that are none.
pub fn peers(scene: &mut Scene) -> Outcome {
	let port = scene.network.member(ALICE).launch.peer_port;
	let address = SocketAddr::from(([127, 0, 0, 1], port));
	let noise = scene.random.bytes(64 << 10);
	let huge_varint = [[0xff; 9].as_slice(), &[0x7f], &noise].concat();
	let huge_noise = [MULTISTREAM, NOISE, &[0xff, 0xff], &noise].concat();
	let inputs: [&[u8]; 8] = [
		b"",
		&noise,
		&huge_varint,
		MULTISTREAM,
		&MULTISTREAM[..7],
		&[MULTISTREAM, b"\x20/no-such-protocol-of-peers/1.0\n\n"].concat(),
		&[MULTISTREAM, NOISE].concat(),
		&huge_noise,
	];
	let sent = inputs.len() * PEERS;
	attack(scene, format!("{sent} connections to the port for peers"), || {
		for input in inputs {
			let open = (0..PEERS).filter_map(|_| {
				let mut stream = connect(address)?;
				let _ = stream.write_all(input);
				Some(stream)
			});
			let open: Vec<_> = open.collect();
			std::thread::sleep(Duration::from_secs(1));
			drop(open);
		}
		std::thread::sleep(HOLD);
	})
}

/// Attacks Alice, who must stay up, and must not take much memory for it; finality must go on.
fn attack(scene: &mut Scene, done: String, assault: impl FnOnce()) -> Outcome {
	let memory = |scene: &Scene| scene.network.node(ALICE).resident_kib().unwrap_or(0) >> 10;
	let before = (memory(scene), highest(scene).map_or(0, |heads| heads.finalized));
	assault();
	let healed = Instant::now();
	let now = (memory(scene), highest(scene).map_or(0, |heads| heads.finalized));
	let mut faults = Vec::new();
	if let Some(status) = scene.network.ended(ALICE) {
		faults.push(format!("the node ended with {status}"));
	}
	let growth = now.0.saturating_sub(before.0);
	if growth > GROWTH {
		faults.push(format!("the node holds {growth} MiB more than before"));
	}
	if now.1 <= before.1 {
		faults.push("finality stopped meanwhile".into());
	}
	after(scene, format!("{done}, memory +{growth} MiB"), healed, faults)
}
