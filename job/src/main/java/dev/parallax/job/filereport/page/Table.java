package dev.parallax.job.filereport.page;

/** A builder of HTML tables, which scroll horizontally on narrow screens. For one thread. */
public final class Table {

    private final Markup page;

    /**
     * A column.
     *
     * @param head its header
     * @param number whether it holds numbers
     */
    public record Column(String head, boolean number) {

        /** A column of texts. */
        public static Column text(String head) {
            return new Column(head, false);
        }

        /** A column of numbers. */
        public static Column number(String head) {
            return new Column(head, true);
        }
    }

    private Table(Markup page) {
        this.page = page;
    }

    /**
     * Starts a table.
     *
     * @param caption caption of the table
     * @param columns its columns, of which the first has the row headers
     */
    public static Table open(Markup page, String caption, Column... columns) {
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        page.open("table").open("caption").element("span", caption).close();
        page.open("thead").open("tr");
        for (Column column : columns) {
            if (column.number) {
                page.element("th", column.head, "scope", "col", "class", "number");
            } else {
                page.element("th", column.head, "scope", "col");
            }
        }
        page.end().end().open("tbody");
        return new Table(page);
    }

    /** Starts a row. */
    public Table row(String head) {
        page.open("tr").open("th", "scope", "row").foreign(head).close();
        return this;
    }

    /** A cell with a number. */
    public Table number(String number) {
        page.element("td", number, "class", "number");
        return this;
    }

    /** A cell with a count. */
    public Table count(long count) {
        return number(Numbers.count(count));
    }

    /** A cell with a text. */
    public Table text(String text) {
        page.open("td", "class", "words").foreign(text).close();
        return this;
    }

    /** A cell with a sentence in which code is between backticks; it must not come from user data. */
    public Table sentence(String text) {
        page.open("td", "class", "words").sentence(text).close();
        return this;
    }

    /** Ends a row. */
    public Table end() {
        page.end();
        return this;
    }

    /** Ends the table. */
    public void close() {
        page.end().end().end();
    }
}
