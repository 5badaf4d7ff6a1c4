//! The least of a WebSocket client: what is needed to subscribe, and to misbehave.

use std::{
	io::{self, Read, Write},
	net::{SocketAddr, TcpStream},
	time::Duration,
};

const TEXT: u8 = 0x81;
const PING: u8 = 0x9;
const PONG: u8 = 0x8a;
const CLOSE: u8 = 0x8;
const MASKED: u8 = 0x80;
/// The length that says that 16 bits of length follow, and that of 64 bits.
const LENGTH_16: u8 = 126;
const LENGTH_64: u8 = 127;

/// A connection after the handshake.
#[derive(Debug)]
pub struct WebSocket(TcpStream);

impl WebSocket {
	/// Connects to a node.
	///
	/// # Errors
	/// If the node does not take the connection.
	pub fn connect(address: SocketAddr, patience: Duration) -> io::Result<Self> {
		let mut stream = TcpStream::connect_timeout(&address, patience)?;
		stream.set_read_timeout(Some(patience))?;
		stream.set_write_timeout(Some(patience))?;
		stream.set_nodelay(true)?;
		write!(
			stream,
			"GET / HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
		)?;
		let mut head = Vec::new();
		let mut byte = [0];
		while !head.ends_with(b"\r\n\r\n") {
			stream.read_exact(&mut byte)?;
			head.extend(byte);
		}
		if !head.starts_with(b"HTTP/1.1 101") {
			return Err(io::Error::other("no WebSocket"));
		}
		Ok(Self(stream))
	}

	/// Sends a text.
	///
	/// # Errors
	/// If the connection is gone.
	pub fn send(&mut self, text: &[u8]) -> io::Result<()> {
		self.frame(TEXT, text)
	}

	/// Sends bytes that need not be a frame.
	///
	/// # Errors
	/// If the connection is gone.
	pub fn send_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
		self.0.write_all(bytes)
	}

	fn frame(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
		let mut frame = vec![kind];
		match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
			(Ok(length), _) if length < LENGTH_16 => frame.push(MASKED | length),
			(_, Ok(length)) => {
				frame.push(MASKED | LENGTH_16);
				frame.extend(length.to_be_bytes());
			},
			_ => {
				frame.push(MASKED | LENGTH_64);
				frame.extend((payload.len() as u64).to_be_bytes());
			},
		}
		// A mask of zeros leaves the payload as it is.
		frame.extend([0; 4]);
		frame.extend(payload);
		self.0.write_all(&frame)
	}

	/// The next text of the node.
	///
	/// # Errors
	/// If the connection is gone, or silent for longer than its patience.
	pub fn receive(&mut self) -> io::Result<String> {
		loop {
			let mut head = [0; 2];
			self.0.read_exact(&mut head)?;
			let [kind, length] = head;
			let length = match length {
				LENGTH_16 => {
					let mut bytes = [0; 2];
					self.0.read_exact(&mut bytes)?;
					u64::from(u16::from_be_bytes(bytes))
				},
				LENGTH_64 => {
					let mut bytes = [0; 8];
					self.0.read_exact(&mut bytes)?;
					u64::from_be_bytes(bytes)
				},
				length => length.into(),
			};
			let mut payload = Vec::new();
			(&mut self.0).take(length).read_to_end(&mut payload)?;
			match kind & 0x0f {
				PING => self.frame(PONG, &payload)?,
				CLOSE => return Err(io::Error::other("closed by the node")),
				_ => return String::from_utf8(payload).map_err(io::Error::other),
			}
		}
	}
}
