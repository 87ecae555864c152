/** Usage telemetry that asks first. Nothing but the JDK is needed. */
module assent.sdk {
  requires java.net.http;
  requires static jdk.management;

  exports assent.sdk;
}
