package org.fieldproof.views.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import javafx.scene.paint.Color;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/// Harm if it breaks: an exported drawing cannot be opened by anything.
final class SvgPadTest {

    @Test
    void whatIsDrawnIsAnXmlFileWithDotsWhateverTheLanguage() throws Exception {
        Locale was = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            SvgPad pad = new SvgPad(300.5, 100, 11);
            pad.rect(0, 0, 300.5, 100, Color.web("#2D3136"));
            pad.place(50, 40);
            pad.line(1.25, 2, 3, 4, new Pad.Stroke(Color.RED, 1.5, 6, 3));
            pad.text("a < b & \"c\" \u0007", 5, 6, Pad.Align.RIGHT, Color.BLACK);
            pad.polygon(new double[] {0, 1, 2}, new double[] {0, 1, 0}, 3, Color.gray(0.5, 0.4));
            Document read =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(pad.bytes()));
            assertThat(read.getDocumentElement().getAttribute("width")).isEqualTo("300.50");
            assertThat(read.getElementsByTagName("text").item(0).getTextContent())
                    .isEqualTo("a < b & \"c\"  ");
            assertThat(
                            read.getElementsByTagName("polyline")
                                    .item(0)
                                    .getAttributes()
                                    .getNamedItem("points")
                                    .getTextContent())
                    .isEqualTo("1.25,52 3,54 ");
            assertThat(pad.height()).isEqualTo(40);
        } finally {
            Locale.setDefault(was);
        }
    }
}
