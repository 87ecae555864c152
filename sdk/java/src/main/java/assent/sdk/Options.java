package assent.sdk;

/**
 * What a program tells the SDK when it begins. Example: {@code new Options("https://telemetry.example.com",
 * "my-app.Zx3v…", "4.2.1").context("product_edition", "professional").organizationId("contoso")}.
 */
public final class Options {
  final String url;
  final String writeKey;
  final Json context;
  String organizationId;
  String folder;
  String policyFile;
  boolean isOff;
  boolean debugs = Machine.isSet("ASSENT_DEBUG");
  long queueBytes = 10 << 20;

  /**
   * What none can do without.
   *
   * @param url where the service is, such as {@code https://telemetry.example.com}: without {@code /v1}
   * @param writeKey what {@code npm run admin -- product add} printed. It ships in the program: it is public
   * @param productVersion the product's version, as people name it
   */
  public Options(String url, String writeKey, String productVersion) {
    this.url = url;
    this.writeKey = writeKey;
    context = Json.of("product_version", productVersion);
  }

  /**
   * What else goes with every event, by the catalog's names, such as {@code product_edition} or {@code gpu_name}.
   *
   * @param name the field
   * @param value a text, a number, or a Boolean
   * @return this
   */
  public Options context(String name, Object value) {
    context.put(name, value);
    return this;
  }

  /**
   * The customer, where there is one.
   *
   * @param organizationId their name or domain
   * @return this
   */
  public Options organizationId(String organizationId) {
    this.organizationId = organizationId;
    return this;
  }

  /**
   * Where decision and queue are kept; by default the user's folder for such on this platform.
   *
   * @param folder its path
   * @return this
   */
  public Options folder(String folder) {
    this.folder = folder;
    return this;
  }

  /**
   * The file by which an administrator rules; by default the machine's folder for such.
   *
   * @param policyFile its path
   * @return this
   */
  public Options policyFile(String policyFile) {
    this.policyFile = policyFile;
    return this;
  }

  /**
   * How many bytes the queue may hold, 10 MB by default; the oldest events go first.
   *
   * @param queueBytes the number
   * @return this
   */
  public Options queueBytes(long queueBytes) {
    this.queueBytes = queueBytes;
    return this;
  }

  /**
   * True turns everything off, whatever was granted.
   *
   * @param isOff whether to
   * @return this
   */
  public Options off(boolean isOff) {
    this.isOff = isOff;
    return this;
  }

  /**
   * True prints each request, each reply, and what becomes of them; {@code ASSENT_DEBUG=1} does the same.
   *
   * @param debugs whether to
   * @return this
   */
  public Options debug(boolean debugs) {
    this.debugs = debugs;
    return this;
  }
}
