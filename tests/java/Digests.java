// MessageDigest, Mac, Cipher, SecureRandom with a fixed algorithm's properties, Base64, UUID, HexFormat, CRC
// by hand.
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

public class Digests {
    public static void main(String[] args) throws Exception {
        HexFormat hex = HexFormat.of();
        byte[] text = "The quick brown fox".getBytes(StandardCharsets.UTF_8);
        for (String name : new String[] {"MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512",
            "SHA-512/256", "SHA3-256", "MD2"}) {
            MessageDigest d = MessageDigest.getInstance(name);
            d.update(text, 0, 10);
            MessageDigest copy = (MessageDigest) d.clone();
            d.update(text, 10, text.length - 10);
            copy.update((byte) 'x');
            System.out.println(name + " " + hex.formatHex(d.digest()) + " " + hex.formatHex(copy.digest())
                .substring(0, 8) + " "
                + d.getDigestLength());
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key".getBytes(), "HmacSHA256"));
        System.out.println(hex.formatHex(mac.doFinal(text)));
        SecretKeySpec key = new SecretKeySpec(MessageDigest.getInstance("MD5").digest(text), "AES");
        Cipher cbc = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cbc.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
        byte[] secret = cbc.doFinal(text);
        cbc.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16]));
        System.out.println(hex.formatHex(secret) + " " + new String(cbc.doFinal(secret)));
        secret[secret.length - 1] ^= 1;
        try {
            cbc.doFinal(secret);
        } catch (BadPaddingException e) {
            System.out.println(e.getMessage());
        }
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        gcm.updateAAD("aad".getBytes());
        System.out.println(hex.formatHex(gcm.doFinal(text)));
        System.out.println(hex.formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
            .generateSecret(new PBEKeySpec(
            "password".toCharArray(), "salt".getBytes(), 100, 128)).getEncoded()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        Signature s = Signature.getInstance("SHA256withRSA");
        s.initSign(pair.getPrivate());
        s.update(text);
        byte[] signature = s.sign();
        s.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(pair.getPublic()
            .getEncoded())));
        s.update(text);
        System.out.println(s.verify(signature) + " " + signature.length);
        SecureRandom random = new SecureRandom();
        System.out.println(random.nextInt(10) < 10 && random.generateSeed(4).length == 4);
        try {
            MessageDigest.getInstance("NOPE");
        } catch (NoSuchAlgorithmException e) {
            System.out.println(e.getMessage());
        }
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        String basic = Base64.getEncoder().encodeToString(all);
        System.out.println(basic.hashCode() + " " + Base64.getUrlEncoder().withoutPadding()
            .encodeToString(new byte[] {-1, -2}) + " "
            + Base64.getMimeEncoder().encodeToString(all).split("\r\n").length + " "
            + MessageDigest.isEqual(Base64.getDecoder().decode(basic), all) + " "
            + new String(Base64.getMimeDecoder().decode("aGk\n=")));
        for (String bad : new String[] {"a", "!!!!", "YQ=", "YQ==YQ=="}) {
            try {
                System.out.println(new String(Base64.getDecoder().decode(bad)));
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
        UUID u = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        System.out.println(u + " " + u.version() + " " + u.variant() + " " + u.timestamp() + " "
            + u.hashCode() + " "
            + UUID.nameUUIDFromBytes("x".getBytes()) + " " + UUID.randomUUID().version() + " "
            + u.compareTo(new UUID(0, 0)) + " "
            + new UUID(1, -1));
        System.out.println(HexFormat.ofDelimiter(":").withUpperCase().formatHex(new byte[] {1, -1}) + " "
            + HexFormat.fromHexDigits("7fff") + " " + hex.parseHex("00ff")[1]);
    }
}
