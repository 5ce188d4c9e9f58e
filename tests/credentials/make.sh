#!/bin/sh
# Writes the files beside it: throw-away keys, certificates and key files as each tool writes them.
#
#   tests/credentials/make.sh
#
# Needs openssl 3 with its legacy provider, keytool, pk12util and certutil (libnss3-tools), and
# python3. The tests read the committed files and need none of these. Keys are new in every run, so
# nothing in the tests depends on their bytes; dates are constants.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
exec 2>"$work/log"
trap 'code=$?; [ $code = 0 ] || tail -5 "$work/log" >&1; rm -rf "$work"; exit $code' EXIT
pass=secret

# --- a certificate authority like Apple's, and what it issues -----------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 7300 -sha256 \
  -subj "/C=US/O=Example Inc./OU=Example Worldwide Developer Relations/CN=Example Worldwide Developer Relations CA"
cat >ca.cnf <<'CNF'
[ca]
default_ca = one
[one]
new_certs_dir = .
database = index.txt
serial = serial.txt
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
userId = optional
commonName = supplied
organizationalUnitName = optional
organizationName = optional
countryName = optional
[base]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,clientAuth
[universal]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.1 = ASN1:NULL
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:topics
[sandbox]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.1 = ASN1:NULL
[production]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.2 = ASN1:NULL
[voip]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.1 = ASN1:NULL
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.3.4 = ASN1:SEQUENCE:voiptopics
[pass]
basicConstraints = critical,CA:false
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.1.16 = ASN1:UTF8String:pass.com.example.card
[server]
basicConstraints = critical,CA:false
extendedKeyUsage = serverAuth
subjectAltName = DNS:example.com
[damagedtopics]
extendedKeyUsage = critical,clientAuth
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:kindswithouttopic
[topics]
a = UTF8String:com.example.app
b = SEQUENCE:kindapp
c = UTF8String:com.example.app.voip
d = SEQUENCE:kindvoip
e = UTF8String:com.example.app.complication
f = SEQUENCE:kindcomplication
[voiptopics]
a = UTF8String:com.example.app.voip
b = SEQUENCE:kindvoip
[kindswithouttopic]
a = SEQUENCE:kindapp
[kindapp]
a = UTF8String:app
[kindvoip]
a = UTF8String:voip
[kindcomplication]
a = UTF8String:complication
CNF
: >index.txt
echo 1000 >serial.txt

newkey() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key"; }
# issue NAME KEY EXTENSIONS SUBJECT [START END]
issue() {
  openssl req -new -key "$2" -subj "$4" -out request.pem
  openssl ca -batch -config ca.cnf -extensions "$3" -in request.pem -notext -out "$1.pem" \
    -startdate "${5:-20250601000000Z}" -enddate "${6:-20260701000000Z}" -preserveDN
  openssl x509 -in "$1.pem" -outform der -out "$1.cer"
}
team="/OU=DEF123GHIJ/O=Example Inc./C=US"
newkey push
issue universal push.key universal "/UID=com.example.app/CN=Apple Push Services: com.example.app$team"
issue sandbox push.key sandbox "/UID=com.example.app/CN=Apple Development IOS Push Services: com.example.app$team"
issue production push.key production "/UID=com.example.app/CN=Apple Production IOS Push Services: com.example.app$team"
issue voip push.key voip "/UID=com.example.app.voip/CN=VoIP Services: com.example.app$team"
issue pass push.key pass "/UID=pass.com.example.card/CN=Pass Type ID: pass.com.example.card$team"
issue mdm push.key production "/UID=com.apple.mgmt.External.0a1b2c3d-0000-4000-8000-000000000001/CN=APSP:0a1b2c3d-0000-4000-8000-000000000001/C=US"
issue expired push.key universal "/UID=com.example.app/CN=Apple Push Services: com.example.app$team" 20230601000000Z 20240701000000Z
issue server push.key server "/CN=example.com/O=Example Inc./C=US"
issue damaged-topics push.key damagedtopics "/UID=com.example.app/CN=Apple Push Services: com.example.app$team"
newkey other
issue other other.key universal "/UID=com.example.other/CN=Apple Push Services: com.example.other$team"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
issue ec ec.key universal "/UID=com.example.app/CN=Apple Push Services: com.example.app$team"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out ec384.key
issue ec384 ec384.key universal "/UID=com.example.app/CN=Apple Push Services: com.example.app$team"
openssl genpkey -algorithm ed25519 -out ed25519.key
# Too short for anything today, so it issues its own certificate.
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out weak.key
openssl req -new -key weak.key -subj "/UID=com.example.app/CN=Apple Push Services: com.example.app$team" -out request.pem
openssl ca -batch -config ca.cnf -selfsign -keyfile weak.key -extensions universal -in request.pem -notext \
  -out weak.pem -startdate 20250601000000Z -enddate 20260701000000Z -preserveDN
cat weak.pem weak.key >"$here/weak-key.pem"
openssl x509 -in ca.pem -outform der -out ca.cer
cp ./*.cer "$here/"
cp ca.pem universal.pem "$here/"

# --- keys in every form -------------------------------------------------------------------------
cp push.key "$here/key-pkcs8.pem"
cp other.key "$here/key-other.pem"
cp ec.key "$here/key-ec.p8"
cp ec384.key "$here/key-ec384.p8"
cp ed25519.key "$here/key-ed25519.pem"
openssl pkcs8 -topk8 -nocrypt -in push.key -outform der -out "$here/key-pkcs8.der"
openssl rsa -in push.key -traditional -out "$here/key-pkcs1.pem"
openssl rsa -in push.key -traditional -outform der -out "$here/key-pkcs1.der"
openssl ec -in ec.key -out "$here/key-sec1.pem"
openssl ecparam -name prime256v1 -out params.pem
cat params.pem "$here/key-sec1.pem" >"$here/key-sec1-parameters.pem"
openssl ec -in ec.key -conv_form compressed -out compressed.pem
openssl pkcs8 -topk8 -nocrypt -in compressed.pem -out "$here/key-ec-compressed.pem"
openssl pkcs8 -topk8 -in ec.key -passout "pass:$pass" -v2 aes-256-cbc -out "$here/key-ec-encrypted.p8"
openssl rsa -in push.key -pubout -out "$here/public.pem"
openssl rsa -in push.key -pubout -outform der -out "$here/public.der"
for cipher in aes128 aes192 aes256 des3; do
  openssl rsa -in push.key -traditional -"$cipher" -passout "pass:$pass" -out "$here/key-proc-type-$cipher.pem"
done
openssl rsa -provider legacy -provider default -in push.key -traditional -des -passout "pass:$pass" -out "$here/key-proc-type-des.pem"
pkcs8() { name=$1; shift; openssl pkcs8 -provider legacy -provider default -topk8 -in push.key -passout "pass:$pass" -out "$here/key-$name.pem" "$@"; }
pkcs8 pbes2-aes256-sha256 -v2 aes-256-cbc -v2prf hmacWithSHA256
pkcs8 pbes2-aes128-sha1 -v2 aes-128-cbc -v2prf hmacWithSHA1
pkcs8 pbes2-aes256-sha512 -v2 aes-256-cbc -v2prf hmacWithSHA512
pkcs8 pbes2-3des -v2 des3 -v2prf hmacWithSHA1
pkcs8 pbes1-sha1-3des -v1 PBE-SHA1-3DES
pkcs8 pbes1-sha1-rc2-40 -v1 PBE-SHA1-RC2-40
pkcs8 pbes1-sha1-2des -v1 PBE-SHA1-2DES
pkcs8 pbes1-md5-des -v1 PBE-MD5-DES
pkcs8 pbes1-sha1-des -v1 PBE-SHA1-DES
pkcs8 scrypt -scrypt -scrypt_N 16384
openssl pkcs8 -topk8 -in push.key -passout "pass:$pass" -outform der -v2 aes-256-cbc -out "$here/key-pbes2.der"
openssl pkcs8 -topk8 -in push.key -passout "pass:пароль密码" -out "$here/key-pbes2-unicode.pem" -v2 aes-256-cbc

# --- requests -----------------------------------------------------------------------------------
openssl req -new -key push.key -subj "/emailAddress=push@example.com/CN=Push/C=US" -out "$here/request-rsa.csr"
openssl req -new -key ec.key -subj "/emailAddress=push@example.com/CN=Push/C=US" -out "$here/request-ec.csr"
openssl req -in "$here/request-rsa.csr" -outform der -out "$here/request-rsa.der"

# --- PKCS#12 as OpenSSL writes it ---------------------------------------------------------------
# p12 NAME OPTIONS…
p12() { name=$1; shift; openssl pkcs12 -export -provider legacy -provider default -passout "pass:$pass" -out "$here/$name.p12" "$@"; }
both="-inkey push.key -in universal.pem"
p12 openssl3 $both
p12 openssl3-sha512-mac $both -macalg sha512
p12 openssl3-key-only -inkey push.key -nocerts
p12 openssl3-cert-only -in universal.pem -nokeys
p12 openssl3-chain $both -certfile ca.pem -name "Apple Push Services: com.example.app"
p12 sandbox -inkey push.key -in sandbox.pem
p12 openssl3-ec -inkey ec.key -in ec.pem
p12 openssl3-ec384 -inkey ec384.key -in ec384.pem
p12 aes128-sha1-mac $both -keypbe aes-128-cbc -certpbe aes-128-cbc -macalg sha1
p12 legacy $both -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1
p12 legacy-3des $both -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1
p12 legacy-rc2-40-key $both -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-RC2-40 -macalg sha1
p12 legacy-rc2-128-certs $both -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-3DES -macalg sha1
p12 unencrypted-certs $both -certpbe NONE -keypbe PBE-SHA1-3DES -macalg sha1
p12 unencrypted $both -certpbe NONE -keypbe NONE
p12 keychain $both -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 -nomaciter -name "Push key"
p12 keychain-key-only -inkey push.key -nocerts -keypbe PBE-SHA1-3DES -macalg sha1 -nomaciter -name "Push key"
p12 no-mac $both -nomac
p12 pbes2-3des $both -certpbe des-ede3-cbc -keypbe des-ede3-cbc
p12 windows-3des $both -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -iter 2000 -CSP "Microsoft Enhanced RSA and AES Cryptographic Provider" -LMK
p12 other-certificate -inkey other.key -in other.pem
p12 iterations-65536 $both -iter 65536
p12 legacy-iterations-65536 $both -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -iter 65536
pass= p12 empty-password $both
pass= p12 empty-password-legacy $both -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1
pass=пароль密码 p12 unicode-password $both
pass=пароль密码 p12 unicode-password-legacy $both -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1
pass=secret
# What the first article's commands leave: the bags with their attributes, both in one file.
openssl pkcs12 -in "$here/openssl3-chain.p12" -passin "pass:$pass" -nodes -out "$here/ck.pem"
openssl pkcs12 -in "$here/openssl3-chain.p12" -passin "pass:$pass" -passout "pass:$pass" -out "$here/ck-encrypted.pem"

# --- PKCS#12 as others write it -----------------------------------------------------------------
# Java, today and before
for name in java java-legacy; do
  flag=""
  [ $name = java ] || flag="-J-Dkeystore.pkcs12.legacy"
  keytool $flag -importkeystore -noprompt -srckeystore "$here/openssl3.p12" -srcstoretype PKCS12 \
    -srcstorepass "$pass" -destkeystore "$here/$name.p12" -deststoretype PKCS12 -deststorepass "$pass" >&2
done
keytool -importkeystore -noprompt -srckeystore "$here/openssl3.p12" -srcstoretype PKCS12 \
  -srcstorepass "$pass" -destkeystore "$here/keystore.jks" -deststoretype JKS -deststorepass "$pass" >&2
keytool -importkeystore -noprompt -srckeystore "$here/openssl3.p12" -srcstoretype PKCS12 \
  -srcstorepass "$pass" -destkeystore "$here/keystore.jceks" -deststoretype JCEKS -deststorepass "$pass" >&2
# NSS and Firefox: BER of indefinite length, inside and outside
mkdir nss
certutil -N -d sql:nss --empty-password
openssl pkcs12 -export $both -passout "pass:$pass" -name push -out named.p12
pk12util -i named.p12 -d sql:nss -W "$pass" >&2
pk12util -o "$here/nss.p12" -n push -d sql:nss -W "$pass" >&2
pk12util -o "$here/nss-unicode-password.p12" -n push -d sql:nss -W "пароль密码" >&2 
pk12util -o "$here/nss-legacy.p12" -n push -d sql:nss -W "$pass" -c PKCS12V2PBEWithSHA1And40BitRC2CBC -C PKCS12V2PBEWithSHA1And3KeyTripleDEScbc >&2 ||
  pk12util -o "$here/nss-legacy.p12" -n push -d sql:nss -W "$pass" -c "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC" -C "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC" >&2
# An outer layer in BER around contents in DER, and PBMAC1 (RFC 9579), which OpenSSL 3.0 cannot write
python3 - "$here" "$pass" <<'PY'
import hashlib, hmac, os, sys
here, password = sys.argv[1], sys.argv[2].encode()

def split(data):
    """The tag, contents and rest of one DER element."""
    tag, length, at = data[0], data[1], 2
    if length & 0x80:
        count = length & 0x7f
        length, at = int.from_bytes(data[2:2 + count], "big"), 2 + count
    return tag, data[at:at + length], data[at + length:]

def tlv(tag, contents):
    length = len(contents)
    if length < 0x80:
        head = bytes([length])
    else:
        octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
        head = bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + head + contents

def children(contents):
    while contents:
        tag, inside, rest = split(contents)
        yield tag, inside
        contents = rest

_, pfx, _ = split(open(f"{here}/openssl3.p12", "rb").read())
version, safe, mac = children(pfx)
(_, kind), (_, wrapped) = children(safe[1])
_, octets, _ = split(wrapped)
pieces = b"".join(tlv(4, octets[at:at + 700]) for at in range(0, len(octets), 700))
endless = lambda tag, contents: bytes([tag, 0x80]) + contents + b"\0\0"
outer = endless(0x30, tlv(*version) + endless(0x30, tlv(6, kind) + endless(0xa0, endless(0x24, pieces))) + tlv(*mac))
open(f"{here}/ber-outer.p12", "wb").write(outer)

salt, rounds = os.urandom(16), 2048
sha256 = tlv(0x30, bytes.fromhex("06082a864886f70d0209") + bytes.fromhex("0500"))
kdf = tlv(0x30, bytes.fromhex("06092a864886f70d01050c") + tlv(0x30, tlv(4, salt) + tlv(2, rounds.to_bytes(2, "big")) + tlv(2, b"\x20") + sha256))
pbmac1 = tlv(0x30, bytes.fromhex("06092a864886f70d01050e") + tlv(0x30, kdf + sha256))
key = hashlib.pbkdf2_hmac("sha256", password, salt, rounds, 32)
digest = hmac.new(key, octets, "sha256").digest()
mac_data = tlv(0x30, tlv(0x30, pbmac1 + tlv(4, digest)) + tlv(4, b"NOT USED") + tlv(2, b"\x01"))
open(f"{here}/pbmac1.p12", "wb").write(tlv(0x30, tlv(*version) + tlv(*safe) + mac_data))
PY

# --- what people mistake for a credential -------------------------------------------------------
cat >profile.plist <<'PLIST'
<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>AppIDName</key><string>Example</string><key>TeamIdentifier</key><array><string>DEF123GHIJ</string></array></dict></plist>
PLIST
openssl cms -sign -binary -nodetach -signer universal.pem -inkey push.key -in profile.plist -outform der -out "$here/profile.mobileprovision"
openssl crl2pkcs7 -nocrl -certfile universal.pem -certfile ca.pem -outform der -out "$here/certificates.p7b"
ls "$here" | wc -l
