//! Which addresses anybody may reach. A page may send its reader on to an address within the reader's own network,
//! and what answers there is no news.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks names up, and lets through the addresses that are allowed alone. The connection is made to the very addresses that were
/// looked at: a name that changes its address between two questions gains nothing.
#[derive(Debug)]
pub(crate) struct Allowed(pub(crate) fn(IpAddr) -> bool);

impl Resolver for Allowed {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout);
        let found = found.map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            error => error,
        })?;
        let mut allowed = self.empty();
        for &address in found.iter().filter(|address| self.0(address.ip())) {
            allowed.push(address);
        }
        match found.first() {
            Some(&address) if allowed.is_empty() => Err(Error::Other(Box::new(NotPublic(address)))),
            _ => Ok(allowed),
        }
    }
}

/// An address that not anybody may reach.
#[derive(Debug)]
pub(crate) struct NotPublic(pub(crate) SocketAddr);

impl std::fmt::Display for NotPublic {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} is no public address", self.0.ip())
    }
}

impl std::error::Error for NotPublic {}

/// Whether anybody may reach it.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// After IANA's registry of special-purpose addresses.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [one, two, three, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || one == 0
        || one >= 240
        // Shared by the customers of a provider.
        || (one, two & 0xC0) == (100, 64)
        || (one, two, three) == (192, 0, 0)
        // For measuring.
        || (one, two & 0xFE) == (198, 18);
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let last = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        // An address of version 4 in the dress of one of version 6.
        [0, 0, 0, 0, 0, 0xFFFF, high, low] | [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => {
            is_public_v4(last(high, low))
        }
        [0x2002, high, low, ..] => is_public_v4(last(high, low)),
        // Teredo, benchmarks, documentation.
        [0x2001, 0, ..] | [0x2001, 2, 0, ..] | [0x2001, 0xDB8, ..] => false,
        // What is given out to be reached from everywhere lies here.
        [first, ..] => first & 0xE000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_within_a_network_is_not_public() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.19.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["9.9.9.9", "172.32.0.1", "100.128.0.1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
