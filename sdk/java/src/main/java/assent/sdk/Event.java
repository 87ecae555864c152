package assent.sdk;

/** An event of the catalog with what is said of it: {@link Catalog} makes them. */
public abstract class Event {
  final String eventName;
  final Json properties = new Json();

  Event(String eventName) { this.eventName = eventName; }

  final void put(String name, Object value) { if (value != null) properties.put(name, value); }
}
