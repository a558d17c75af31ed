import { download } from 'c/mappingFile';

describe('c/mappingFile', () => {
  it('hands the document out under a name, and lets its memory go', () => {
    global.URL.createObjectURL = jest.fn(() => 'blob:file');
    global.URL.revokeObjectURL = jest.fn();
    const names = [];
    const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click() {
      names.push(this.download);
    });
    download('{"version":1}');
    expect(names).toEqual(['demodesk-field-mappings.json']);
    expect(global.URL.revokeObjectURL).toHaveBeenCalledWith('blob:file');
    clicked.mockRestore();
  });
});
