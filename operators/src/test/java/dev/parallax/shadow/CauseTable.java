package dev.parallax.shadow;

/** The table of all causes, in Markdown. */
final class CauseTable {

    private static final int LONGEST_EXAMPLE = 40;

    private CauseTable() {}

    /** A row for every cause; ends with a line break. */
    static String markdown() {
        StringBuilder table = new StringBuilder("""
                        | Cause | What happens | Text | Spark NLP reads | Hugging Face reads | What mends it |
                        | --- | --- | --- | --- | --- | --- |
                        """);
        for (DivergenceCause cause : DivergenceCause.values()) {
            DivergenceCause.Example example = cause.example();
            String setting = example.setting().isEmpty() ? "" : " (" + example.setting() + ")";
            table.append("| `").append(cause.name()).append("`: ").append(cause.title());
            table.append(" | ").append(cell(cause.explanation()));
            table.append(" | ").append(code(example.text())).append(cell(setting));
            table.append(" | ").append(code(example.sparkNlp()));
            table.append(" | ").append(code(example.huggingFace()));
            table.append(" | ").append(cell(cause.remedy().advice())).append(" |\n");
        }
        return table.toString();
    }

    private static String code(String text) {
        if (text.isEmpty()) {
            return "–";
        }
        String shown = text.length() > LONGEST_EXAMPLE ? text.substring(0, LONGEST_EXAMPLE) + "…" : text;
        return "`" + cell(visible(shown)) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Writes invisible characters as Java does. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> {
            int type = Character.getType(c);
            boolean shown = c == ' '
                    || !(type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.PRIVATE_USE
                            || Character.isSpaceChar(c));
            visible.append(shown ? String.valueOf((char) c) : String.format("\\u%04x", c));
        });
        return visible.toString();
    }
}
