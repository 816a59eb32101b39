package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the pages: links lead somewhere, and tables have equal columns in all rows. */
class MarkdownTest {

    private static final Pattern ELSEWHERE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final TextContentRenderer WORDS = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.STRIP)
            .build();

    static List<Path> documents() throws IOException {
        return RepositoryFiles.named(Pattern.compile(".*\\.md"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_within_the_repository_lead_somewhere(Path document) throws IOException {
        List<String> dangling = new ArrayList<>();
        for (String link : links(document)) {
            if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(document, link)) {
                dangling.add(link);
            }
        }
        assertThat(dangling).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void tables_stand_alone_and_their_rows_have_as_many_cells_as_their_heads(Path document) throws IOException {
        List<String> wrong = new ArrayList<>();
        String before = "";
        int cells = 0;
        boolean code = false;
        for (String read : Files.readAllLines(document)) {
            String line = read.startsWith("<!--") ? "" : read;
            code ^= line.strip().startsWith("```");
            if (!code && line.startsWith("|")) {
                boolean head = !before.startsWith("|");
                if (head && !before.isBlank()) {
                    wrong.add("in the middle of a paragraph: " + line);
                }
                cells = head ? cells(line) : cells;
                if (cells(line) != cells) {
                    wrong.add("expected " + cells + " cells: " + line);
                }
            } else if (!line.isBlank() && before.startsWith("|")) {
                wrong.add("a paragraph that begins in a table: " + line);
            }
            before = line;
        }
        assertThat(wrong).isEmpty();
    }

    private static int cells(String row) {
        return CELL_END.split(row.strip(), -1).length - 2;
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static List<String> links(Path document) throws IOException {
        List<String> links = new ArrayList<>();
        parse(document).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** Names of the headings as GitHub makes them. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new TreeSet<>();
        parse(document).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String title = WORDS.render(heading)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-');
                String name = title;
                for (int same = 1; !anchors.add(name); same++) {
                    name = title + "-" + same;
                }
            }
        });
        return anchors;
    }

    private static Node parse(Path document) throws IOException {
        return Parser.builder().build().parse(Files.readString(document));
    }
}
