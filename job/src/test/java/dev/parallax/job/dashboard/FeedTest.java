package dev.parallax.job.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.job.pipeline.KafkaTopics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the page's connection with events that arrive while it waits for the state. */
@InChromium
class FeedTest extends DashboardInBrowser {

    /** A feed on a server that answers on demand: one event comes before the state does. */
    private static final String RACE = "import('/feed.js').then(async ({ Feed }) => {"
            + " const sources = [];"
            + " window.EventSource = class {"
            + "   constructor() { this.listeners = {}; sources.push(this); }"
            + "   addEventListener(kind, listener) { this.listeners[kind] = listener; }"
            + "   close() {} };"
            + " let answer;"
            + " window.fetch = () => new Promise((resolve) => { answer = resolve; });"
            + " const received = [];"
            + " const feed = new Feed("
            + "   () => { received.push('state'); if (%b) feed.follow({ model: 'm', shadow: 'other', segment: '' }); },"
            + "   (event) => received.push('event ' + event.number),"
            + "   () => {});"
            + " feed.follow({ model: 'm', shadow: 'one', segment: '' });"
            + " sources[0].onopen();"
            + " sources[0].listeners.report({ lastEventId: '7', data: '{}' });"
            + " received.push('answer');"
            + " answer({ ok: true, json: async () => ({}) });"
            + " await new Promise((resolve) => setTimeout(resolve));"
            + " return received.join(', '); })";

    FeedTest(KafkaTopics kafka) {
        super(kafka);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"false; 'answer, state, event 7'", "true; 'answer, state'"})
    void events_wait_for_the_state_and_are_forgotten_with_the_series_that_they_are_of(boolean leaves, String expected) {
        try (DashboardPage page = open()) {
            assertThat(page.evaluate(RACE.formatted(leaves))).isEqualTo(expected);
        }
    }
}
