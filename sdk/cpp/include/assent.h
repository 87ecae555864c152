#ifndef ASSENT_H
#define ASSENT_H
/**
 * Assent: usage telemetry of a program that asks first.
 *
 * Texts are UTF-8 and end with a zero; what is no UTF-8 is sent with U+FFFD in its place. Every function may be called
 * from any thread. None throws, prints but in debug mode, or keeps the program from ending; none waits for the network
 * but `assent_flush`, `assent_export` and `assent_erase`. Where a handle may be NULL, nothing happens, so that a
 * program whose telemetry could not be opened goes on as it is. A text that is returned as `char *` is the caller's:
 * give it to `assent_free`. A `const char *` is the library's, and stays as long as the program runs. What is given to a
 * function is the caller's, and may go when it returns.
 *
 * In a child process of `fork` a handle does nothing: open one of its own.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(ASSENT_STATIC)
#define ASSENT_API
#elif defined(_WIN32) && defined(ASSENT_BUILD)
#define ASSENT_API __declspec(dllexport)
#elif defined(_WIN32)
#define ASSENT_API __declspec(dllimport)
#else
#define ASSENT_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** One installation's telemetry. */
typedef struct assent_telemetry assent_telemetry;

typedef enum assent_code {
  ASSENT_OK = 0,
  /** What was given can't be right: a URL without https://, a key without its product. */
  ASSENT_INVALID = 1,
  /** It is turned off, or the decision could not be kept: nothing is sent. */
  ASSENT_NOT_KEPT = 2,
  /** Something still waits, and goes later: `assent_problem` says why. */
  ASSENT_WAITS = 3,
  /** The service could not be reached, or refused; the text says which. */
  ASSENT_UNSERVED = 4,
  /** The system refused: no memory, no thread. */
  ASSENT_FAILED = 5
} assent_code;
/** A code as an English sentence. */
ASSENT_API const char *assent_code_text(assent_code code);

typedef enum assent_type { ASSENT_TEXT, ASSENT_INTEGER, ASSENT_NUMBER, ASSENT_BOOLEAN } assent_type;
/** A property of an event, or a field of the context. Make it with the functions below. */
typedef struct assent_property {
  const char *name;
  assent_type type;
  /** Of ASSENT_TEXT, with its length in bytes; NULL leaves the property out. */
  const char *text;
  size_t length;
  /** Of ASSENT_INTEGER, and of ASSENT_BOOLEAN: not 0 is true. */
  int64_t integer;
  double number;
} assent_property;
static inline assent_property assent_text(const char *name, const char *value) {
  assent_property property = {name, ASSENT_TEXT, value, value ? strlen(value) : 0, 0, 0};
  return property;
}
static inline assent_property assent_integer(const char *name, int64_t value) {
  assent_property property = {name, ASSENT_INTEGER, NULL, 0, value, 0};
  return property;
}
static inline assent_property assent_number(const char *name, double value) {
  assent_property property = {name, ASSENT_NUMBER, NULL, 0, 0, value};
  return property;
}
static inline assent_property assent_boolean(const char *name, int value) {
  assent_property property = {name, ASSENT_BOOLEAN, NULL, 0, value != 0, 0};
  return property;
}

/** Set all of it to zero first: `assent_options options = {0};` */
typedef struct assent_options {
  /** Where the service is, such as `https://telemetry.example.com`: without `/v1`. */
  const char *url;
  /** What `npm run admin -- product add` printed. It ships in the program: it is public. */
  const char *write_key;
  const char *product_version;
  /** Whatever else of the catalog's context the program knows, such as `product_edition`. */
  const assent_property *context;
  size_t context_count;
  /** The customer, where there is one. */
  const char *organization_id;
  /** Where decision and queue are kept; NULL is the user's folder for such on this system. */
  const char *folder;
  /** Not 0 turns everything off, whatever was granted. */
  int off;
  /** Not 0 prints each request, each reply, and what becomes of them to stderr, as `ASSENT_DEBUG=1` does. */
  int debug;
} assent_options;

/**
 * Opens it: ASSENT_OK with `*telemetry`, to be given to `assent_destroy`; else with `*error`, a sentence for the developer
 * (the caller's; `error` may be NULL).
 *
 *     assent_options options = {0};
 *     options.url = "https://telemetry.example.com";
 *     options.write_key = "my-app.Zx3v…";
 *     options.product_version = "4.2.1";
 *     assent_telemetry *telemetry = NULL;
 *     assent_open(&options, &telemetry, NULL);
 */
ASSENT_API assent_code assent_open(const assent_options *options, assent_telemetry **telemetry, char **error);
/** Ends it within milliseconds: nothing more is queued, a request under way is left. What waits goes with the next start. */
ASSENT_API void assent_close(assent_telemetry *telemetry);
/** Closes it, and frees it: no other thread may use it any more. Do so before the program ends. */
ASSENT_API void assent_destroy(assent_telemetry *telemetry);
ASSENT_API void assent_free(char *text);

/** Queues an event, if its purpose was granted; else does nothing. It is in the queue's file when this returns. */
ASSENT_API void assent_track(assent_telemetry *telemetry, const char *event_name, const assent_property *properties, size_t count);
/** The same for one user, whoever else is served at the same time. */
ASSENT_API void assent_track_as(assent_telemetry *telemetry, const char *user, const char *role, const char *event_name,
                                const assent_property *properties, size_t count);
/** Who uses the product from now on; nobody with NULL. Sent only with `persons`: a GUID as it is, a name as a keyed digest. */
ASSENT_API void assent_user(assent_telemetry *telemetry, const char *user, const char *role);
/** A session began, `duration_ms` after the start (below 0: not said); with it, that the product is new here or updated. */
ASSENT_API void assent_session_started(assent_telemetry *telemetry, int64_t duration_ms);
/** How long it lasted is counted from `assent_open`. */
ASSENT_API void assent_session_ended(assent_telemetry *telemetry);

/** `none`, `granted`, `refused`, `withdrawn` or `erased`. */
ASSENT_API const char *assent_status(assent_telemetry *telemetry);
/** Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no. */
ASSENT_API int assent_asks(assent_telemetry *telemetry);
/** Whether anything may be queued and sent. */
ASSENT_API int assent_is_active(assent_telemetry *telemetry);
/** Who turned it off, whatever was granted: `DO_NOT_TRACK`, `policy` or `option`; NULL where nobody did. */
ASSENT_API const char *assent_off(assent_telemetry *telemetry);
/** Whether a purpose, such as `usage`, was granted. */
ASSENT_API int assent_is_granted(assent_telemetry *telemetry, const char *purpose);
/** The texts to ask with, as JSON: `user` and `administrator`, with title, text, purposes. English where there is no such language. */
ASSENT_API char *assent_notice(assent_telemetry *telemetry, const char *language);
/** Grants these purposes and no others. `language` of the notice and `decided_by` (`user`, `administrator`) may be NULL. */
ASSENT_API assent_code assent_grant(assent_telemetry *telemetry, const char *const *purposes, size_t count, const char *language,
                                    const char *decided_by);
/** Who refuses from the start stays unknown to the service. */
ASSENT_API assent_code assent_refuse(assent_telemetry *telemetry, const char *language, const char *decided_by);
/** Deletes what waits, then tells the service; with `erase`, has all erased. */
ASSENT_API assent_code assent_withdraw(assent_telemetry *telemetry, int erase, const char *language, const char *decided_by);
/** Called after each change, on the thread that made it, which may be the library's own. Returns what ends that. */
ASSENT_API int64_t assent_on_change(assent_telemetry *telemetry, void (*listener)(void *), void *context);
ASSENT_API void assent_end_on_change(assent_telemetry *telemetry, int64_t id);

/** Sends now what may be sent, and waits for it no longer than `timeout_ms`: ASSENT_OK where nothing waits any more. */
ASSENT_API assent_code assent_flush(assent_telemetry *telemetry, int64_t timeout_ms);
/** Exactly the bodies that would be sent now, as a JSON list. */
ASSENT_API char *assent_preview(assent_telemetry *telemetry);
/** What was sent, when, and what came of it: the last 50 batches, the newest first, as a JSON list. Kept here only. */
ASSENT_API char *assent_history(assent_telemetry *telemetry);
/** What the service answered to each decision, the oldest first, as a JSON list; with a proof for the user to keep. */
ASSENT_API char *assent_receipts(assent_telemetry *telemetry);
/** How many events were lost to the queue's bounds or refused by the service. */
ASSENT_API int64_t assent_dropped(assent_telemetry *telemetry);
/** Why events don't arrive, as a sentence; NULL while they do. The caller's. */
ASSENT_API char *assent_problem(assent_telemetry *telemetry);

/**
 * All that the service has of this installation, or of this user of it (may be NULL), as JSON: `status`, `rows`,
 * `consent_history`. With ASSENT_UNSERVED, `*json` is a sentence instead. `*json` is the caller's.
 */
ASSENT_API assent_code assent_export(assent_telemetry *telemetry, const char *user, int64_t timeout_ms, char **json);
/** Withdraws, and has everything erased; with `user`, that user's events only. What can't be said now is said later. */
ASSENT_API assent_code assent_erase(assent_telemetry *telemetry, const char *user, char **json);

#ifdef __cplusplus
}
#endif
#endif
