package assent.sdk;

import assent.sdk.Users.User;
import java.util.Map;

/** What one user does, whoever else is served at the same time. */
public final class As {
  private final Assent telemetry;
  private final User user;

  As(Assent telemetry, User user) {
    this.telemetry = telemetry;
    this.user = user;
  }

  /**
   * As {@link Assent#track(Event)}. Example: {@code telemetry.as(session.user(), "analyst").track(documentExported());}
   *
   * @param event what happened
   */
  public void track(Event event) { telemetry.track(event.eventName, event.properties, user); }

  /**
   * As {@link Assent#track(String, Map)}.
   *
   * @param eventName its name in the catalog
   * @param properties what is said of it, by the catalog's names
   */
  public void track(String eventName, Map<String, ?> properties) { telemetry.track(eventName, properties, user); }
}
