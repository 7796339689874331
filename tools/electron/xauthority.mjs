/** FamilyWild of libXau: the entry counts for every host and display. */
const FAMILY_WILD = 0xffff;

/**
 * The content of an .Xauthority file with one cookie that fits any display (format: xauth(1), Xau.h). Written by hand, for
 * the display's number is known only once the server, which needs the file, runs.
 * @param {Buffer} cookie 16 random bytes
 * @returns {Buffer}
 */
export function xauthority(cookie) {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  return Buffer.concat([family, field(Buffer.alloc(0)), field(Buffer.alloc(0)), field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)]);
}

/** @param {Buffer} bytes */
function field(bytes) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
