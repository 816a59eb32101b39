package dev.parallax.job.filereport.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.job.filereport.code.VisibleCharacters;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarkupTest {

    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    @Test
    void markup_in_a_text_is_text() {
        assertThat(text("<script>alert('x')</script> & \"more\""))
                .isEqualTo("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;");
    }

    @Test
    void an_attribute_ends_where_it_is_meant_to() {
        String html = new Markup()
                .empty("meta", "content", "\" onload='x' <b> & \u0000\n")
                .html();
        assertThat(html).isEqualTo(DOCTYPE + "<meta content=\"&quot; onload=&#39;x&#39; &lt;b&gt; &amp; U+0000\\n\">");
    }

    @Test
    void invisible_characters_are_named() {
        assertThat(text("a\u0000b\u200bc\u202ed\ue000e\u00a0f\ud800g\nh\ti"))
                .isEqualTo("a" + hidden("U+0000") + "b" + hidden("U+200B") + "c" + hidden("U+202E") + "d"
                        + hidden("U+E000") + "e" + hidden("U+00A0") + "f" + hidden("U+D800") + "g" + hidden("\\n")
                        + "h" + hidden("\\t") + "i");
    }

    @Test
    void what_people_read_stays() {
        assertThat(text("Grüße, 北京 𠮷 שלום 👍 ½")).isEqualTo("Grüße, 北京 𠮷 שלום 👍 ½");
    }

    @Test
    void foreign_texts_turn_nothing_around_them() {
        assertThat(new Markup().foreign("שלום").html()).isEqualTo(DOCTYPE + "<bdi>שלום</bdi>");
    }

    @Property
    void no_text_adds_an_element_but_those_that_name_characters(@ForAll String text) {
        String html = text(text).replaceAll("<span class=\"hidden\">[^<>\"']*</span>", "");
        assertThat(html).doesNotContain("<", ">", "\"", "'").doesNotContainPattern("&(?!(amp|lt|gt|quot|#39);)");
        assertThat(html.codePoints()).noneMatch(VisibleCharacters::hidden);
    }

    @Test
    void a_page_with_open_elements_is_none() {
        assertThatThrownBy(() -> new Markup().open("p").html())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p");
        assertThatThrownBy(() -> new Markup().close()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_style_sheet_cannot_end_its_element() {
        assertThatThrownBy(() -> new Markup().style("a{}</style><script>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(String text) {
        return new Markup().text(text).html().substring(DOCTYPE.length());
    }

    private static String hidden(String name) {
        return "<span class=\"hidden\">" + name + "</span>";
    }
}
