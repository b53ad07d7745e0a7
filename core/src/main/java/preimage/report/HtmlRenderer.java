package preimage.report;

import java.util.List;
import java.util.Map;

/** Reports as one HTML page each: no script, nothing loaded from anywhere, every word escaped. */
public final class HtmlRenderer {
  private static final String NOTHING_LOADS =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  /** The pixels across a whole page, a half of it, and a phone's. */
  private static final int WIDE = 880;

  private static final int HALF = 420;
  private static final int NARROW = 340;

  private final Markup out = new Markup();
  private int ids;

  private HtmlRenderer() {}

  /** The page, as HTML5 that is well-formed XML too. */
  public static String render(Report report) {
    return new HtmlRenderer().page(report);
  }

  private String page(Report report) {
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").line().open("head").line();
    out.leaf("meta", "charset", "utf-8").line();
    out.element("title", report.title()).line();
    out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    out.leaf("meta", "name", "color-scheme", "content", "light dark").line();
    out.leaf("meta", "name", "description", "content", report.summary()).line();
    out.leaf("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_LOADS).line();
    out.leaf("link", "rel", "icon", "href", "data:,").line();
    out.open("style").line().raw(Resource.text("report.css")).raw(Resource.text("chart.css"));
    out.close().line().close().line().open("body").line().open("main").line();
    out.open("header").element("p", "Preimage", "class", "mark");
    out.element("h1", report.title()).element("p", report.summary(), "class", "summary");
    out.close().line();
    report.sections().forEach(section -> section(section, "h2", "part", WIDE));
    if (!report.provenance().isEmpty()) {
      section(new Section.KeyValues("Provenance", report.provenance()), "h2", "provenance", WIDE);
    }
    return out.close().line().close().line().close().line().finish();
  }

  private void section(Section section, String heading, String style, int width) {
    if (section.title().isEmpty()) {
      out.open("section", "class", style + " more").line();
    } else {
      var id = id("part");
      out.open("section", "class", style, "aria-labelledby", id).line();
      out.element(heading, section.title(), "id", id).line();
    }
    content(section, width);
    out.close().line();
  }

  private void content(Section section, int width) {
    switch (section) {
      case Section.Text(var title, var paragraphs) ->
          paragraphs.forEach(paragraph -> out.element("p", paragraph).line());
      case Section.KeyValues keyValues -> entries(keyValues);
      case Section.Code(var title, var text) ->
          out.open("pre", "tabindex", "0").element("code", text).close().line();
      case Section.Beside(var title, var sections) -> beside(sections);
      case Table table -> TableHtml.write(table, out);
      case Pictures pictures -> PicturesHtml.write(pictures, out);
      case Chart chart -> chart(chart, width);
    }
  }

  private void entries(Section.KeyValues section) {
    out.open("dl").line();
    for (Map.Entry<String, String> entry : section.entries().entrySet()) {
      out.open("div").element("dt", entry.getKey()).element("dd", entry.getValue()).close().line();
    }
    out.close().line();
  }

  private void beside(List<Section> sections) {
    out.open("div", "class", "beside").line();
    sections.forEach(section -> section(section, "h3", "part", HALF));
    out.close().line();
  }

  /** Twice, for wide pages and for narrow ones, so that letters keep their size on both. */
  private void chart(Chart chart, int width) {
    out.open("figure").line();
    ChartSvg.draw(chart, width, 140 + width * .16, id("chart"), "broad", out);
    out.line();
    ChartSvg.draw(chart, NARROW, 190, id("chart"), "narrow", out);
    out.line();
    if (!chart.caption().isEmpty()) {
      out.element("figcaption", chart.caption()).line();
    }
    out.close().line();
  }

  private String id(String of) {
    return of + "-" + ++ids;
  }
}
