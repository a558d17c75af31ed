import { download, toCsv } from 'c/csvFile';

describe('csvFile', () => {
  it('writes a heading and rows, with the mark of UTF-8', () => {
    expect(toCsv(['a', 'b'], [[1, null]])).toBe('\uFEFFa,b\r\n1,\r\n');
  });

  it('quotes what would break a row', () => {
    expect(toCsv(['a'], [['x,y'], ['say "no"'], ['two\nlines']])).toContain('"x,y"\r\n"say ""no"""\r\n"two\nlines"');
  });

  it.each(['=SUM(A1)', '+1', '-1', '@cmd'])('makes %s a text, not a formula', (value) => {
    expect(toCsv(['a'], [[value]])).toContain(`'${value}`);
  });

  it('hands a file to the person', () => {
    const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    URL.createObjectURL = jest.fn(() => 'blob:x');
    URL.revokeObjectURL = jest.fn();

    download('log.csv', 'content');

    expect(clicked).toHaveBeenCalledTimes(1);
    expect(clicked.mock.contexts[0].download).toBe('log.csv');
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:x');
    clicked.mockRestore();
  });
});
