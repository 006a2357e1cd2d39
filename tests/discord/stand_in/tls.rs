//! Encryption in front of the plain port, under an authority that is made for one test.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use native_tls::{Identity, TlsAcceptor};
use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, KeyUsage, SubjectAlternativeName};
use openssl::x509::{X509, X509Builder, X509NameBuilder};
use tokio::net::{TcpListener, TcpStream};

/// An authority and the certificate it has issued for this machine.
pub(super) struct Authority {
    folder: tempfile::TempDir,
    identity: Identity,
}

impl Authority {
    /// Makes keys and certificates, good for a day.
    pub(super) fn new() -> Self {
        Self::made().expect("OpenSSL makes keys and certificates")
    }

    fn made() -> Result<Self, ErrorStack> {
        let root_key = key()?;
        let mut root = certificate("onrecord's stand-in authority", &root_key, None)?;
        root.append_extension(BasicConstraints::new().critical().ca().build()?)?;
        root.append_extension(KeyUsage::new().critical().key_cert_sign().crl_sign().build()?)?;
        root.sign(&root_key, MessageDigest::sha256())?;
        let root = root.build();

        let own_key = key()?;
        let mut own = certificate("localhost", &own_key, Some(&root))?;
        let names = SubjectAlternativeName::new()
            .dns("localhost")
            .ip("127.0.0.1")
            .build(&own.x509v3_context(Some(&root), None))?;
        own.append_extension(names)?;
        own.sign(&root_key, MessageDigest::sha256())?;

        let own = own.build().to_pem()?;
        let identity = Identity::from_pkcs8(&own, &own_key.private_key_to_pem_pkcs8()?)
            .expect("native-tls takes OpenSSL's own keys");
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(file_in(folder.path()), root.to_pem()?).expect("a temporary file");
        Ok(Self { folder, identity })
    }

    /// The file with the authority's certificate.
    pub(super) fn file(&self) -> PathBuf {
        file_in(self.folder.path())
    }

    /// Takes encrypted connections and passes them on to the plain port.
    pub(super) async fn forward(&self, listener: TcpListener, plain: SocketAddr) {
        let acceptor = TlsAcceptor::new(self.identity.clone()).expect("the identity is complete");
        let acceptor = Arc::new(tokio_native_tls::TlsAcceptor::from(acceptor));
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = Arc::clone(&acceptor);
            tokio::spawn(async move {
                // A caller that does not trust the authority goes away: nothing to pass on.
                let Ok(mut encrypted) = acceptor.accept(stream).await else {
                    return;
                };
                if let Ok(mut onward) = TcpStream::connect(plain).await {
                    let _ = tokio::io::copy_bidirectional(&mut encrypted, &mut onward).await;
                }
            });
        }
    }
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("authority.pem")
}

fn key() -> Result<PKey<Private>, ErrorStack> {
    PKey::from_rsa(Rsa::generate(2048)?)
}

fn certificate(
    name: &str,
    key: &PKey<Private>,
    issuer: Option<&X509>,
) -> Result<X509Builder, ErrorStack> {
    let mut subject = X509NameBuilder::new()?;
    subject.append_entry_by_text("CN", name)?;
    let subject = subject.build();
    let mut serial = BigNum::new()?;
    serial.rand(127, MsbOption::MAYBE_ZERO, false)?;

    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_serial_number(&*serial.to_asn1_integer()?)?;
    builder.set_subject_name(&subject)?;
    builder.set_issuer_name(issuer.map_or(&*subject, |issuer| issuer.subject_name()))?;
    builder.set_not_before(&*Asn1Time::days_from_now(0)?)?;
    builder.set_not_after(&*Asn1Time::days_from_now(1)?)?;
    builder.set_pubkey(key)?;
    Ok(builder)
}
