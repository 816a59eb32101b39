package dev.parallax.job.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks the style of code, comments and documentation: see "Style" in CONTRIBUTING.md. */
class WordsTest {

    private static final Pattern OURS = Pattern.compile(".*\\.(?:java|md|yaml|yml|js|html|css|sh)");
    private static final Pattern JAVA = Pattern.compile(".*\\.java");
    private static final int COLUMNS = 120;

    private static final Pattern DIALECT = Pattern.compile(
            "\\b(?:tells?|told|whoever|who wants|have no word in|has no word in|put up with|hold no time)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DIALECT_IN_COMMENTS = Pattern.compile(
            "\\b(?:is to be|are to be|was to be|in a process of its own|of ours|nobody|somebody|anybody|everybody"
                    + "|that is none|that are none|so many|for nothing|what became of|what becomes of|mends?|mended"
                    + "|passed over|in good order|round and round|for people|otherwise than|comes along|come along"
                    + "|refuses|refused|who)\\b",
            Pattern.CASE_INSENSITIVE);

    /** The declaration of a type behind its Javadoc. */
    private static final Pattern TYPE =
            Pattern.compile("\\s*+(?:@\\w[\\w.]*+(?:\\((?:[^()]|\\([^()]*+\\))*+\\))?+\\s++)*+"
                    + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s++)*+"
                    + "(?:class|interface|enum|record|@interface)\\s++(\\w++)");

    private static final Pattern QUESTION = Pattern.compile("(?:What|Where|How|When|Whether|Who|Whose|Why)\\b.*");

    /** A boolean member may begin with "Whether". */
    private static final Pattern QUESTION_OF_MEMBER = Pattern.compile("(?:What|Where|How|When|Who|Whose|Why)\\b.*");

    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*+");
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"");

    /** A line that cannot be broken: it has a URL, or a literal or regular expression without blanks. */
    private static final Pattern UNBREAKABLE = Pattern.compile(".*https?://\\S+.*|.*\\S{90,}.*");

    @Test
    void nothing_tells_and_nobody_is_told() throws IOException {
        // Given
        List<Path> files = files(OURS);

        // When
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (DIALECT.matcher(lines.get(i)).find()) {
                    found.add(place(file, i) + lines.get(i).strip());
                }
            }
        }

        // Then
        assertThat(files).hasSizeGreaterThan(500);
        assertThat(found).isEmpty();
    }

    @Test
    void comments_use_the_words_of_the_field() throws IOException {
        // Given
        List<Path> files = files(JAVA);

        // When
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String source = Files.readString(file);
            Matcher comments = COMMENT.matcher(TEXT_BLOCK.matcher(source).replaceAll("\"\""));
            while (comments.find()) {
                String comment = joined(comments.group());
                Matcher dialect = DIALECT_IN_COMMENTS.matcher(comment);
                if (dialect.find()) {
                    found.add(RepositoryFiles.ROOT.relativize(file) + ": '" + dialect.group() + "' in: " + comment);
                }
            }
        }

        // Then
        assertThat(files).hasSizeGreaterThan(400);
        assertThat(found).isEmpty();
    }

    @Test
    void the_javadoc_of_a_type_says_what_the_type_is() throws IOException {
        // Given
        List<Path> files = files(JAVA);

        // When
        int types = 0;
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String source = Files.readString(file);
            Matcher comment = COMMENT.matcher(source);
            while (comment.find()) {
                Matcher type = TYPE.matcher(source).region(comment.end(), source.length());
                if (!comment.group().startsWith("/**") || !type.lookingAt()) {
                    continue;
                }
                types++;
                String text = joined(comment.group().substring(3));
                if (QUESTION.matcher(text).matches()) {
                    found.add(RepositoryFiles.ROOT.relativize(file) + ": " + type.group(1) + ": " + text);
                }
            }
        }

        // Then
        assertThat(types).isGreaterThan(400);
        assertThat(found).isEmpty();
    }

    @Test
    void the_javadoc_of_a_member_says_what_the_member_is() throws IOException {
        // Given
        List<Path> files = files(JAVA).stream()
                .filter(file -> file.toString().replace('\\', '/').contains("/src/main/"))
                .toList();

        // When
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            Matcher comment = COMMENT.matcher(Files.readString(file));
            while (comment.find()) {
                if (comment.group().startsWith("/**")
                        && QUESTION_OF_MEMBER
                                .matcher(joined(comment.group().substring(3)))
                                .matches()) {
                    found.add(RepositoryFiles.ROOT.relativize(file) + ": " + comment.group());
                }
            }
        }

        // Then
        assertThat(files).hasSizeGreaterThan(400);
        assertThat(found).isEmpty();
    }

    @Test
    void lines_of_java_are_no_longer_than_the_formatter_s() throws IOException {
        // Given
        List<Path> files = files(JAVA);

        // When
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            boolean inTextBlock = false;
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                boolean delimiters = line.split("\"\"\"", -1).length % 2 == 0;
                if (!inTextBlock
                        && !delimiters
                        && line.codePointCount(0, line.length()) > COLUMNS
                        && !UNBREAKABLE.matcher(line).matches()) {
                    found.add(place(file, i) + line.strip());
                }
                inTextBlock ^= delimiters;
            }
        }

        // Then
        assertThat(files).hasSizeGreaterThan(400);
        assertThat(found).isEmpty();
    }

    private static List<Path> files(Pattern name) throws IOException {
        return RepositoryFiles.named(name).stream()
                .filter(file -> !file.endsWith("WordsTest.java"))
                .toList();
    }

    private static String joined(String comment) {
        return comment.replaceAll("\\s*\\n\\s*(?:\\*+|//)?\\s*", " ").strip();
    }

    private static String place(Path file, int index) {
        return RepositoryFiles.ROOT.relativize(file) + ":" + (index + 1) + ": ";
    }
}
