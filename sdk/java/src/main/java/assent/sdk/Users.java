package assent.sdk;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.*;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What stands for users. A digest is made once, while the same users come again. */
final class Users {
  /** A user by the product's name for them, with their role; either may be null. */
  static final class User {
    final String name;
    final String role;

    User(String name, String role) {
      this.name = name;
      this.role = role;
    }
  }

  private static final Pattern guid =
      Pattern.compile("(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128}");
  private static final int MOST = 1000;

  private final Map<String, String> known = new HashMap<>();
  private String salt = "";

  /**
   * The product's own GUID or hex digest as it is; null, which is nobody, for a nil one; of anything else the HMAC-SHA256
   * under the installation's salt, in hex: the same user is somebody else elsewhere.
   */
  synchronized String idOf(String user, String salt) {
    if (guid.matcher(user).matches()) return user.matches("[0-]+") ? null : user;
    if (!salt.equals(this.salt) || known.size() >= MOST) known.clear();
    this.salt = salt;
    return known.computeIfAbsent(user, name -> digest(salt, Normalizer.normalize(name, Normalizer.Form.NFC)));
  }

  private static String digest(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      // As Unicode has it for a surrogate that stands alone; Java writes a question mark.
      var bytes = mac.doFinal(text.replaceAll("\\p{Cs}", "\ufffd").getBytes(StandardCharsets.UTF_8));
      var hex = new BigInteger(1, bytes).toString(16);
      return "0".repeat(64 - hex.length()) + hex;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
