package dev.parallax.encode.sparknlp.bert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.encode.sparknlp.stage.Repair;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiWordTokensTest {

    private static final List<String> ENDS =
            List.of("com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "es", "info", "ai", "app", "dev");

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a.b-", "1.", "a.com", "a.com.b_", "a'", "a-", "a/", "1,", "a@", "-", "@a."})
    void a_token_of_any_length_has_a_kind(String part) {
        assertThat(MultiWordTokens.KINDS).contains(MultiWordTokens.kind(part.repeat(100_000) + "|"));
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of("a", "B", "1", "-", ".", ".", ".com", ".CO", ".uk", ".comic", "/", ":", "_", "x", ",");
    }

    @Property
    void a_domain_ends_with_a_known_part_and_maybe_what_follows_one(
            @ForAll @Size(min = 1, max = 12) List<@From("parts") String> parts) {
        String token = "a" + String.join("", parts);
        if (token.indexOf('.') < 0 || token.contains("://")) {
            return; // no domain, or an address of another kind
        }
        assertThat(MultiWordTokens.kind(token) == Repair.KEEP_URLS).as(token).isEqualTo(isDomain(token));
    }

    /**
     * A reference implementation of the rule for domains: labels with dots between them, up to the first top-level
     * domain that is followed by the end or by characters that can follow a domain.
     */
    private static boolean isDomain(String token) {
        int at = label(token, 0);
        while (at > 0 && at < token.length() && token.charAt(at) == '.') {
            for (String end : ENDS) {
                int behind = at + 1 + end.length();
                if (token.toLowerCase(Locale.ROOT).startsWith(end, at + 1)
                        && (behind == token.length() || "/:?#.,)".indexOf(token.charAt(behind)) >= 0)) {
                    return true;
                }
            }
            int next = label(token, at + 1);
            at = next == at + 1 ? -1 : next;
        }
        return false;
    }

    /** End of the label that begins at an offset. */
    private static int label(String token, int from) {
        int at = from;
        while (at < token.length() && (Character.isLetterOrDigit(token.charAt(at)) || token.charAt(at) == '-')) {
            at++;
        }
        return at;
    }
}
